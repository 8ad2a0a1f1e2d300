import { afterAll, describe, expect, it } from 'vitest'
import { dropout, setEngine, tf } from '../../../src/engine/index.js'

describe('dropout', () => {
  afterAll(() => setEngine('auto'))

  it.each([0, 0.25, 0.5, 1])(
    'drops a share of %f, scales the others and gives the gradient the same noise',
    (rate) => {
      tf.tidy(() => {
        const x = tf.add(tf.abs(tf.randomNormal([100, 77])), 0.1)
        const y = dropout(x, rate, 5).dataSync()
        const source = x.dataSync()
        const dropped = y.filter((v) => v === 0).length / y.length
        expect(dropped).toBeCloseTo(rate, 1)
        const scale = rate < 1 ? 1 / (1 - rate) : 0
        const factors = y.map((v) => (v === 0 ? 0 : scale))
        expect(y).toBeAllclose(source.map((v, i) => v * factors[i]!))
        expect(
          tf
            .grad((t) => dropout(t, rate, 5))(x)
            .dataSync(),
        ).toBeAllclose(factors)
      })
    },
  )

  it('draws other noise for another seed, and the same on every engine', async () => {
    const draw = (seed: number) => Array.from(tf.tidy(() => dropout(tf.ones([50, 3]), 0.5, seed).dataSync()))
    await setEngine('wasm')
    const [first, second] = [draw(1), draw(2)]
    expect(first).not.toEqual(second)
    await setEngine('cpu')
    expect(draw(1)).toEqual(first)
    const before = tf.memory().numTensors
    tf.tidy(() =>
      tf
        .grad((t) => dropout(t, 1, 3))(tf.ones([4]))
        .dataSync(),
    )
    expect(tf.memory().numTensors).toBe(before)
  })
})
