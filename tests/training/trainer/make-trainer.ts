import { tf } from '../../../src/engine/index.js'
import { type CompileOptions, Trainer } from '../../../src/training/index.js'
import { TinyModel, type TinyOptions } from '../tiny-model.js'

/** A tiny model, compiled. */
export function makeTrainer(compile: CompileOptions | null = {}, options: TinyOptions = {}) {
  const model = new TinyModel(options)
  const trainer = new Trainer(model)
  model.trainer = trainer
  if (compile) trainer.compile({ optimizer: 'sgd', loss: 'mse', ...compile })
  return { model, trainer }
}

/** `n` samples of 3 numbers, and targets of 2 that depend on them. */
export function makeData(n: number) {
  const x = Array.from({ length: n }, (_, i) => [Math.sin(i), Math.cos(2 * i), (i % 5) / 5])
  const y = x.map(([a, b, c]) => [a! - b!, 2 * c! + 0.1])
  return { x, y }
}

/** The weights as plain arrays. */
export const weightsOf = (model: TinyModel): number[][] => model.weights.map((w) => Array.from(w.data()))

/** Batches one after the other, as a stream of unknown length gives them. */
export async function* stream(n: number, size = 4, broken = -1) {
  const { x, y } = makeData(n * size)
  for (let i = 0; i < n; i++) {
    await null
    const part = [i * size, (i + 1) * size] as const
    yield [tf.tensor(i === broken ? y.slice(...part) : x.slice(...part)), tf.tensor(y.slice(...part))]
  }
}
