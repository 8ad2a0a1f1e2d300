import { tf, Variable } from '../../src/engine/index.js'
import type { ForwardPass } from '../../src/graph/forward-pass.js'
import type { Metric, Optimizer, TrainableModel, Trainer } from '../../src/training/index.js'

export interface TinyOptions {
  inputs?: number
  /** Units of each output; the outputs are named `a`, `b`, ... */
  units?: readonly number[]
  activation?: (x: tf.Tensor) => tf.Tensor
  regularizer?: (w: tf.Tensor) => tf.Tensor
  /** Makes a mask for each output. */
  mask?: (x: tf.Tensor) => tf.Tensor
  outputStructure?: 'single' | 'list' | 'record'
  /** Whether the shapes are known before data is seen. Default true. */
  built?: boolean
}

/** Dense layers side by side on one input, made of variables alone. */
export class TinyModel implements TrainableModel {
  readonly name = 'tiny'
  readonly inputNames = ['x']
  stopTraining = false
  trainer: Trainer | undefined
  readonly saved: string[] = []
  #built: number | undefined
  #weights: Variable[] = []
  readonly #options: TinyOptions

  constructor(options: TinyOptions = {}) {
    this.#options = options
    if (options.built !== false) this.#build(options.inputs ?? 3)
  }

  get #units(): readonly number[] {
    return this.#options.units ?? [2]
  }

  #build(inputs: number): void {
    this.#built = inputs
    this.#weights = this.#units.flatMap((units, k) => [
      new Variable({
        name: 'kernel',
        shape: [inputs, units],
        initial: () =>
          tf.tensor(
            Array.from({ length: inputs * units }, (_, i) => Math.sin(1 + i + 7 * k)),
            [inputs, units],
          ),
        regularizer: this.#options.regularizer ?? null,
      }),
      new Variable({ name: 'bias', shape: [units], initial: () => tf.zeros([units]) }),
    ])
    for (const w of this.#weights) w.read()
  }

  get outputNames() {
    return this.#units.map((_, k) => 'abcdef'[k]!)
  }

  get inputShapes() {
    return this.#built === undefined ? undefined : [[null, this.#built]]
  }

  get outputShapes() {
    return this.#built === undefined ? undefined : this.#units.map((u) => [null, u])
  }

  get inputDtypes(): tf.DataType[] | undefined {
    return this.#built === undefined ? undefined : ['float32']
  }

  get outputStructure() {
    return this.#options.outputStructure ?? (this.#units.length === 1 ? 'single' : 'list')
  }

  get weights() {
    return this.#weights
  }

  get trainableWeights() {
    return this.#weights.filter((w) => w.trainable)
  }

  get nonTrainableWeights() {
    return this.#weights.filter((w) => !w.trainable)
  }

  get optimizer(): Optimizer | undefined {
    return this.trainer?.optimizer
  }

  get metrics(): readonly Metric[] {
    return this.trainer?.metrics ?? []
  }

  ensureBuiltFor([shape]: readonly (readonly (number | null)[])[]): void {
    if (this.#built === undefined) this.#build(shape![1]!)
  }

  forward(inputs: readonly tf.Tensor[], _pass: ForwardPass) {
    const [x] = inputs
    const { activation = (t: tf.Tensor) => t, mask } = this.#options
    const outputs = this.#units.map((_, k) =>
      activation(
        tf.add(
          tf.matMul(x as tf.Tensor2D, this.#weights[2 * k]!.read() as tf.Tensor2D),
          this.#weights[2 * k + 1]!.read(),
        ),
      ),
    )
    return { outputs, masks: outputs.map(() => mask?.(x!) ?? null) }
  }

  resetStates(): void {}

  async save(path: string): Promise<void> {
    this.saved.push(path)
  }

  async saveWeights(path: string): Promise<void> {
    this.saved.push(path)
  }

  dispose(): void {
    this.trainer?.dispose()
    for (const w of this.#weights) w.dispose()
  }
}
