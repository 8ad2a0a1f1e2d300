import { tf } from '../tf.js'

/** Where a number of a step comes from: a source, and the name that it gives it. */
export interface FedKey {
  readonly source: number
  readonly name: string
}

/** A number that another step is fed anew; as an argument of a kernel it counts as what it is now. */
export class FedNumber extends Number {
  constructor(
    value: number,
    readonly key: FedKey,
  ) {
    super(value)
  }
}

const fedTensors = new WeakMap<tf.Tensor, FedNumber>()

/** A fed number as a tensor that operators take. */
export function fedTensor(number: FedNumber): tf.Scalar {
  const tensor = tf.scalar(Number(number))
  fedTensors.set(tensor, number)
  return tensor
}

/** A number as kernels take it: that of a fed tensor stays fed, where it is passed on as it is. */
export function plainNumber(value: number | tf.Tensor): number {
  if (!(value instanceof tf.Tensor)) return value
  return (fedTensors.get(value) as number | undefined) ?? value.dataSync()[0]!
}
