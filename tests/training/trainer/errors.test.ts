import { describe, expect, it } from 'vitest'
import { tf } from '../../../src/engine/index.js'
import { expectNoLeak } from '../../harness/leaks.js'
import { makeData, makeTrainer, stream, weightsOf } from './make-trainer.js'

const { x, y } = makeData(12)
const quiet = { verbose: 0 } as const

/** The code and message of the error that something is rejected with. */
async function failure(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    () => new Error('it succeeded'),
    (e: Error & { code?: string }) => e,
  )
  return `${(error as { code?: string }).code}: ${error.message}`
}

describe('wrong use', () => {
  it('needs compile', async () => {
    const { trainer } = makeTrainer(null)
    expect(await failure(trainer.fit(x, y))).toMatch(/^NOT_COMPILED: fit: the model "tiny" is not compiled/)
    expect(await failure(trainer.evaluate(x, y))).toMatch(/^NOT_COMPILED/)
    expect(await failure(trainer.trainOnBatch(x, y))).toMatch(/^NOT_COMPILED/)
  })

  it('answers a misspelt name with the nearest', async () => {
    const { trainer } = makeTrainer()
    expect(await failure(trainer.fit(x, y, { epoch: 3 } as never))).toMatch(/UNKNOWN_NAME.*"epochs"/)
    expect(await failure(trainer.fit(x, y, { batch_size: 3 } as never))).toMatch(/UNKNOWN_NAME.*"batchSize"/)
    expect(() => trainer.compile({ loss: 'mean_square_error' })).toThrow('Did you mean "MeanSquaredError"?')
    expect(() => trainer.compile({ loss: 'mse', metrics: ['accurcy'] })).toThrow('Did you mean')
    expect(() => trainer.compile({ optimiser: 'sgd' } as never)).toThrow('Did you mean "optimizer"?')
  })

  it('refuses options that are not possible', async () => {
    const { trainer } = makeTrainer()
    expect(await failure(trainer.fit(x, y, { batchSize: 0 }))).toMatch(/^ARGUMENT.*batchSize=0/)
    expect(await failure(trainer.fit(x, y, { epochs: 1.5 }))).toMatch(/^ARGUMENT.*epochs=1.5/)
    expect(await failure(trainer.fit(x, y, { validationSplit: 1 }))).toMatch(/^ARGUMENT.*validationSplit=1/)
    expect(await failure(trainer.fit(x, y, { verbose: 7 as never }))).toMatch(/^ARGUMENT.*verbose=7/)
    const both = { classWeight: { 0: 1 }, sampleWeight: x.map(() => 1) }
    expect(await failure(trainer.fit(x, [1], both))).not.toMatch(/succeeded/)
  })

  it('takes what batches hold from the batches alone', async () => {
    const { trainer } = makeTrainer()
    const hint = 'Its batches hold inputs, targets and sample weights'
    expect(await failure(trainer.fit(stream(2), y, quiet))).toMatch(
      /^ARGUMENT: y cannot be given beside data/,
    )
    expect(await failure(trainer.evaluate(stream(2), undefined, { sampleWeight: [1] }))).toContain(hint)
    expect(await failure(trainer.predict(stream(2), { batchSize: 4 }))).toMatch(/^ARGUMENT: batchSize cannot/)
    expect(await failure(trainer.fit(stream(2), undefined, { ...quiet, validationSplit: 0.5 }))).toMatch(
      /^ARGUMENT: fit: validationSplit needs data in memory. Split the data before/,
    )
  })

  it('needs samples on both sides of a split, and frees them', async () => {
    const { trainer } = makeTrainer()
    await expectNoLeak(async () => {
      expect(await failure(trainer.fit(x, y, { ...quiet, validationSplit: 0.999 }))).toMatch(
        /validationSplit|validation/,
      )
    })
  })

  it('refuses a second fit while one runs', async () => {
    const { trainer } = makeTrainer()
    const first = trainer.fit(x, y, quiet)
    expect(await failure(trainer.fit(x, y, quiet))).toMatch(/^ARGUMENT.*being trained already/)
    await first
    await trainer.fit(x, y, quiet)
  })

  it('says that there is nothing to do', async () => {
    const { trainer } = makeTrainer()
    const none = [tf.zeros([0, 3]), tf.zeros([0, 2])] as const
    expect(await failure(trainer.fit(none[0], none[1], quiet))).toMatch(
      /^DATA: There are no samples to train/,
    )
    expect(await failure(trainer.evaluate(none[0], none[1], quiet))).toMatch(/^DATA: There are no samples/)
    expect(await failure(trainer.predict(none[0], quiet))).toMatch(/^DATA: There are no samples/)
    expect(await failure(trainer.fit(undefined as never, y))).toMatch(/^ARGUMENT/)
    tf.dispose(none as never)
  })
})

describe('data that does not fit', () => {
  it('is refused before anything is trained', async () => {
    const { model, trainer } = makeTrainer()
    const before = weightsOf(model)
    let begun = false
    const callbacks = {
      onTrainBegin() {
        begun = true
      },
    }
    const options = { ...quiet, callbacks }
    const wide = x.map((row) => [...row, 1])
    const message =
      'SHAPE: The data for the input "x" of model "tiny" does not fit: expected shape [null, 3]. Received: shape [12, 4]'
    expect(await failure(trainer.fit(wide, y, options))).toContain(message)
    expect(await failure(trainer.fit(x, y, { ...options, validationData: [wide, y] }))).toContain('[12, 4]')
    expect(await failure(trainer.fit(x, y.slice(1), options))).toMatch(/^SHAPE.*x \[12, 3\], y \[11, 2\]/)
    expect(await failure(trainer.fit([1, 2, 3], [1], options))).toMatch(/^SHAPE/)
    expect(await failure(trainer.evaluate(wide, y, quiet))).toContain(message)
    expect(await failure(trainer.predict(wide, quiet))).toContain('[12, 4]')
    expect(begun).toBe(false)
    expect(weightsOf(model)).toEqual(before)
  })

  it('names loss, output and shapes when targets do not fit', async () => {
    const { trainer } = makeTrainer()
    const targets = x.map(() => [1, 2, 3])
    expect(await failure(trainer.fit(x, targets, quiet))).toMatch(
      /^SHAPE: The loss mean_squared_error of the output "a" .* \[12, 3\] and predictions of shape \[12, 2\]/,
    )
    expect(await failure(trainer.fit(x, null, quiet))).toMatch(
      /^DATA: There are no targets for the output "a"/,
    )
  })
})

describe('memory', () => {
  it('is as before after fit, evaluate and predict', async () => {
    const { trainer } = makeTrainer({ optimizer: 'adam', metrics: ['mae'] })
    const options = { ...quiet, batchSize: 5, validationSplit: 0.25 }
    await trainer.fit(x, y, options)
    await expectNoLeak(async () => {
      await trainer.fit(x, y, { ...options, epochs: 3, shuffle: true })
      await trainer.evaluate(x, y, options.verbose === 0 ? quiet : {})
      ;((await trainer.predict(x, quiet)) as tf.Tensor).dispose()
      await trainer.trainOnBatch(x, y)
      await trainer.testOnBatch(x, y)
      ;((await trainer.predictOnBatch(x)) as tf.Tensor).dispose()
      await trainer.fit(stream(4), null, quiet)
    })
  })

  it('is given back entirely by dispose', async () => {
    await expectNoLeak(async () => {
      const { model, trainer } = makeTrainer(
        { optimizer: 'adam', metrics: ['mae', 'mse'] },
        { units: [2, 2] },
      )
      await trainer.fit(x, [y, y], quiet)
      trainer.compile({ optimizer: 'rmsprop', loss: 'mse' })
      await trainer.fit(x, [y, y], quiet)
      model.dispose()
    })
  })

  it('is as before when a callback throws or a batch is broken', async () => {
    const { trainer } = makeTrainer({ metrics: ['mae'] }, { mask: (t) => tf.greater(tf.sum(t, 1), 0) })
    await trainer.fit(x, y, quiet)
    await expectNoLeak(async () => {
      for (const hook of ['onTrainBatchBegin', 'onTrainBatchEnd', 'onEpochEnd', 'onTestBatchEnd'] as const) {
        const callbacks = {
          [hook]: () => {
            throw new Error(hook)
          },
        }
        const options = { ...quiet, batchSize: 4, validationSplit: 0.25, callbacks }
        expect(await failure(trainer.fit(x, y, options))).toContain(hook)
      }
      expect(await failure(trainer.fit(stream(4, 4, 2), null, quiet))).toMatch(/^SHAPE.*\[4, 2\]/)
      expect(await failure(trainer.predict(stream(4, 4, 2), quiet))).toMatch(/^SHAPE.*\[4, 2\]/)
      const thrown = x.map(() => [1, 2, 3])
      expect(await failure(trainer.fit(x, thrown, quiet))).toMatch(/^SHAPE/)
    })
  })
})
