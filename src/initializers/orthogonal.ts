import { type Constructible, constructible } from '../support/constructible.js'
import { KeratinError, showShape } from '../support/errors.js'
import type { RandomStream } from '../support/random.js'
import type { Config } from '../support/registry.js'
import { RandomInitializer, type RandomInitializerOptions } from './initializer.js'

export interface OrthogonalOptions extends RandomInitializerOptions {
  /** Factor of the whole matrix. Default 1. */
  gain?: number
}

class OrthogonalClass extends RandomInitializer {
  static override readonly className: string = 'Orthogonal'
  static override readonly floatSettings: readonly string[] = ['gain']
  readonly gain: number

  constructor({ gain = 1, seed }: OrthogonalOptions = {}) {
    super({ seed })
    this.gain = gain
  }

  protected override fill(values: Float32Array, shape: readonly number[], stream: RandomStream): void {
    if (shape.length < 2) {
      throw new KeratinError(
        'SHAPE',
        `Orthogonal: the weight must have 2 axes or more. Received: shape ${showShape(shape)}.`,
      )
    }
    const columns = shape.at(-1)!
    const rows = values.length / columns
    const vectors = orthonormalVectors(Math.min(rows, columns), Math.max(rows, columns), stream)
    for (let i = 0; i < vectors.length; i++) {
      const vector = vectors[i]!
      if (rows >= columns) for (let r = 0; r < rows; r++) values[r * columns + i] = this.gain * vector[r]!
      else for (let c = 0; c < columns; c++) values[i * columns + c] = this.gain * vector[c]!
    }
  }

  override getConfig(): Config {
    return { ...super.getConfig(), gain: this.gain }
  }
}

/**
 * Random vectors of length 1 at right angles: the Q of the QR decomposition of a matrix of normal draws with the
 * diagonal of R positive, by the modified Gram–Schmidt method in double precision.
 */
function orthonormalVectors(count: number, length: number, stream: RandomStream): Float64Array[] {
  const vectors: Float64Array[] = []
  for (let i = 0; i < count; i++) {
    const v = Float64Array.from({ length }, () => stream.normal())
    let j = 0
    for (; j + 4 <= i; j += 4)
      subtractProjections4(v, vectors[j]!, vectors[j + 1]!, vectors[j + 2]!, vectors[j + 3]!)
    for (; j < i; j++) subtractProjection(v, vectors[j]!)
    const scale = 1 / Math.sqrt(dot(v, v))
    for (let k = 0; k < length; k++) v[k]! *= scale
    vectors.push(v)
  }
  return vectors
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let k = 0; k < a.length; k++) sum += a[k]! * b[k]!
  return sum
}

function subtractProjection(v: Float64Array, q: Float64Array): void {
  const d = dot(v, q)
  for (let k = 0; k < v.length; k++) v[k]! -= d * q[k]!
}

/** Four at once, because memory is what it waits for. */
function subtractProjections4(
  v: Float64Array,
  q0: Float64Array,
  q1: Float64Array,
  q2: Float64Array,
  q3: Float64Array,
): void {
  let d0 = 0
  let d1 = 0
  let d2 = 0
  let d3 = 0
  for (let k = 0; k < v.length; k++) {
    const x = v[k]!
    d0 += x * q0[k]!
    d1 += x * q1[k]!
    d2 += x * q2[k]!
    d3 += x * q3[k]!
  }
  for (let k = 0; k < v.length; k++) v[k]! -= d0 * q0[k]! + d1 * q1[k]! + d2 * q2[k]! + d3 * q3[k]!
}

/**
 * A random orthogonal matrix times `gain`: its columns (or rows, if there are fewer) are at right angles and of the
 * same length. Weights with more axes count as a matrix of all but the last axis by the last.
 *
 * @param gain default 1
 * @param seed default: the stream of weights
 * @throws KeratinError `SHAPE` for a weight with fewer than two axes
 * @see https://keras.io/api/layers/initializers/#orthogonal-class
 */
export const Orthogonal: Constructible<OrthogonalClass, OrthogonalOptions, [gain: number]> = constructible(
  OrthogonalClass,
  ['gain', 'seed'],
)
export type Orthogonal = OrthogonalClass
