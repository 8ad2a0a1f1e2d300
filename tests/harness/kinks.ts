import { type GoldenTensor, readGolden } from './golden.js'

type Encoded = readonly (number | string)[]

/** A function of single elements at all numbers of a list, with its gradients. */
export interface PointsCase {
  name: string
  x?: Encoded
  y: Encoded
  dx?: Encoded | null
  da?: Encoded | null
  db?: Encoded | null
  /** Gradients where 0 arrives: what of them is not 0. */
  zero?: Encoded | null
  zeroA?: Encoded | null
  zeroB?: Encoded | null
}

export interface RowCase {
  id: string
  name: string
  x: GoldenTensor
  y: GoldenTensor
  dx?: GoldenTensor
}

/** What `scripts/tools/golden_kinks.py` writes: TensorFlow's and Keras' answers where operators have kinks or poles. */
export interface Kinks {
  all: Encoded
  few: Encoded
  unary: PointsCase[]
  binary: PointsCase[]
  activations: PointsCase[]
  reductions: RowCase[]
  rowActivations: RowCase[]
  maxPool: { id: string; x: GoldenTensor; y: GoldenTensor; dx: GoldenTensor }[]
  losses: {
    id: string
    class_name: string
    config: Record<string, unknown>
    y_true: GoldenTensor
    y_pred: GoldenTensor
    loss: GoldenTensor
    gradient: GoldenTensor
  }[]
  layers: { id: string; class_name: string; x: GoldenTensor; y: GoldenTensor; dx: GoldenTensor }[]
  dots: {
    id: string
    a: GoldenTensor
    b: GoldenTensor
    y: GoldenTensor
    da: GoldenTensor
    db: GoldenTensor
  }[]
  weights: { id: string; w: GoldenTensor; y: GoldenTensor; dw?: GoldenTensor }[]
  maskedMetrics: {
    class_name: string
    config: Record<string, unknown>
    y_true: GoldenTensor
    y_pred: GoldenTensor
    mask: GoldenTensor
    result: GoldenTensor
  }[]
  ctc: {
    id: string
    y_true: GoldenTensor
    y_pred: GoldenTensor
    loss: GoldenTensor
    gradient: GoldenTensor
  }[]
}

export const readKinks = (): Kinks => readGolden<Kinks>('kinks')

/** Numbers of the file in JavaScript's own. */
export const numbers = (list: Encoded): number[] => list.map(Number)
