import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { loadRecipe } from '../../models/index.js'
import { tf } from '../../src/engine/index.js'
import { loadModel } from '../../src/saving/index.js'
import { setRandomSeed } from '../../src/support/random.js'
import { expectNoLeak } from '../harness/leaks.js'
import { realData } from '../harness/real-data.js'
import { drawAnywhere } from '../harness/share.js'

const folder = await mkdtemp(join(tmpdir(), 'keratin-texts-'))
afterAll(() => rm(folder, { recursive: true }))

const { variants, variantDefaults } = await loadRecipe('imdb')
const parameters: Record<string, number> = {
  'simple-rnn': 10_000 * 32 + 32 * 32 * 2 + 32 + 33,
  classic: 1000 * 64 + 30 * (64 + 30 + 1) + 31 * 16 + 17,
  lstm: 10_000 * 32 + 4 * (32 * 64 + 32) + 33,
  gru: 10_000 * 32 + 3 * (32 * 64 + 64) + 33,
  bidirectional: 10_000 * 32 + 8 * (32 * 64 + 32) + 65,
  conv1d: 10_000 * 32 + 5 * 32 * 64 + 64 + 65,
  bag: 50_000 * 16 + 17,
}

const real = realData('imdb')
describe.skipIf(!real)('on real reviews', () => {
  // each takes seconds: the seed of the run draws a third of them
  it.each(Object.keys(variants!).filter(drawAnywhere('variants on reviews', 3)))(
    '%s trains, and is the same when loaded',
    async (variant) => {
      await expectNoLeak(async () => {
        setRandomSeed(1)
        const recipe = await loadRecipe('imdb')
        const data = await recipe.load({ data: real!, limit: 300, variant })
        const { labels, input } = data
        expect([data.train.count, labels, input?.kind]).toEqual([300, ['negative', 'positive'], 'text'])
        const model = recipe.build({ variant, labels, input: input! })
        model.compile(recipe.compile({ learningRate: variantDefaults![variant]!.learningRate!, labels }))
        const x = (data.train.x as tf.Tensor).slice(0, 64)
        const y = data.train.y!.slice(0, 64)
        const { history } = await model.fit(x, y, { epochs: 2, batchSize: 32, verbose: 0 })
        expect(history.loss!.every((loss) => loss > 0.3 && loss < 1)).toBe(true)
        const path = join(folder, `${variant}.keras`)
        model.metadata = { labels, input }
        await model.save(path)
        const loaded = await loadModel(path, { compile: false })
        expect(loaded.metadata).toEqual(JSON.parse(JSON.stringify({ labels, input })))
        const [before, after] = (await Promise.all([model.predict(x), loaded.predict(x)])) as tf.Tensor[]
        expect(after!).toBeAllclose(before!, { atol: 0, rtol: 0 })
        const { variables } = model.optimizer!
        tf.dispose([x, y, before!, after!])
        model.dispose()
        loaded.dispose()
        for (const variable of variables) variable.dispose()
        data.dispose()
      })
    },
  )

  it('bag beats chance by far after two epochs on a tenth of the reviews', async () => {
    setRandomSeed(1)
    const recipe = await loadRecipe('imdb')
    const data = await recipe.load({ data: real!, limit: 2500, variant: 'bag' })
    const model = recipe.build({ variant: 'bag', labels: data.labels, input: data.input! })
    model.compile(recipe.compile({ learningRate: 0.01, labels: data.labels }))
    await model.fit(data.train.x, data.train.y, { epochs: 2, batchSize: 32, verbose: 0 })
    const { accuracy } = await model.evaluate(data.test.x, data.test.y, { verbose: 0, returnDict: true })
    expect(accuracy).toBeGreaterThan(0.78)
    model.dispose()
    data.dispose()
  })
})

it.each(Object.keys(variants!))('%s has the size it should have', async (variant) => {
  const recipe = await loadRecipe('imdb')
  const tokens = { classic: 1000, bag: 50_000 }[variant] ?? 10_000
  const vocabulary = Array.from({ length: tokens - 3 }, (_, i) => `w${i}`)
  const encoder = { length: 20, maxTokens: tokens, vocabulary }
  const model = recipe.build({ variant, labels: ['a', 'b'], input: { kind: 'text', shape: [20], encoder } })
  expect(model.countParams()).toBe(parameters[variant])
  model.dispose()
})
