import { Dense, Input, Sequential, tf } from 'keratin'
import { describe, expect, it } from 'vitest'
import { type PlotHistoryOptions, plotHistory } from '../../src/plot/index.js'
import { elements, texts } from './svg.js'

const history = {
  loss: [2, 1, 0.5, 0.4],
  accuracy: [0.2, 0.5, 0.7, 0.8],
  val_loss: [1.8, 1.1, 0.9, 1.2],
  val_accuracy: [0.3, 0.4, 0.6, 0.65],
}
const paths = (svg: string) => elements(svg, 'path').filter(({ 'stroke-width': width }) => width === '2')

describe('plotHistory', () => {
  it('draws a panel for each result, validation beside training, and marks the best epoch', () => {
    const { svg } = plotHistory({ ...history, learning_rate: [0.1, 0.1, 0.05, 0.01] }, { title: 'mine' })
    const words = texts(svg)
    expect(words.filter((word) => ['loss', 'accuracy', 'learning_rate'].includes(word))).toEqual([
      'loss',
      'accuracy',
      'learning_rate',
    ])
    expect(words).toEqual(expect.arrayContaining(['mine', 'training', 'validation']))
    expect(words).toContain('best epoch: 3, val_loss 0.9000')
    // one that stays the same says nothing
    const constant = plotHistory({ ...history, learning_rate: [0.1, 0.1, 0.1, 0.1] }, { title: 'mine' })
    expect(constant.svg).toBe(plotHistory(history, { title: 'mine' }).svg)
    // two curves in two panels, one in that of the learning rate; a ring in each
    expect(paths(svg)).toHaveLength(5)
    expect(elements(svg, 'circle')).toHaveLength(3)
  })

  it('places the ring on the value of the best epoch', () => {
    const { svg } = plotHistory(history, { results: ['loss'], yScale: 'linear' })
    const frame = elements(svg, 'svg').at(-1)!
    const [left, top, width, height] = ['x', 'y', 'width', 'height'].map((key) => Number(frame[key])) as [
      number,
      number,
      number,
      number,
    ]
    const [ring] = elements(svg, 'circle')
    expect(Number(ring!.cx)).toBeCloseTo(left + (width * 2) / 3, 1)
    // from 0.4 to 2, in steps of 0.2
    expect(Number(ring!.cy)).toBeCloseTo(top + (height * (2 - 0.9)) / 1.6, 1)
  })

  it.each([
    [{}, 'best epoch: 3, val_loss 0.9000'],
    [{ monitor: 'val_accuracy' }, 'best epoch: 4, val_accuracy 0.6500'],
    [{ monitor: 'loss' }, 'best epoch: 4, loss 0.4000'],
    [{ monitor: 'accuracy', mode: 'min' }, 'best epoch: 1, accuracy 0.2000'],
  ] satisfies [PlotHistoryOptions, string][])('%j: %s', (options, words) => {
    expect(texts(plotHistory(history, options).svg)).toContain(words)
  })

  it('takes what fit returns, and the epochs of a run', async () => {
    const model = new Sequential([Input({ shape: [2] }), Dense(1)])
    model.compile({ optimizer: 'sgd', loss: 'mse' })
    const x = tf.ones([4, 2])
    const trained = await model.fit(x, tf.ones([4, 1]), { epochs: 2, verbose: 0 })
    expect(plotHistory(trained).svg).toBe(plotHistory(trained.history).svg)
    const epochs = [2, 1].map((loss, i) => ({ epoch: i + 1, loss, val_loss: loss, seconds: 3 }))
    const { svg } = plotHistory(epochs)
    expect(svg).toBe(plotHistory({ loss: [2, 1], val_loss: [2, 1] }).svg)
    expect(texts(svg)).not.toContain('seconds')
    model.dispose()
  })

  it('compares runs: one colour each, validation dashed', () => {
    const { svg } = plotHistory({ 'runs/a <1>': history, 'runs/b': { loss: [3, 2], val_loss: [3, 2.5] } })
    const loss = paths(svg).slice(0, 4)
    expect(loss.map(({ stroke }) => stroke)).toEqual(['#0072b2', '#0072b2', '#d55e00', '#d55e00'])
    expect(loss.map((path) => path['stroke-dasharray'] !== undefined)).toEqual([false, true, false, true])
    expect(texts(svg)).toEqual(expect.arrayContaining(['runs/a &lt;1&gt;', 'runs/b']))
  })

  it('breaks curves where a result is not finite, and draws a single epoch', () => {
    const epochs = [
      { epoch: 1, loss: 1 },
      { epoch: 2, loss: null as unknown as number },
      { epoch: 3, loss: 2 },
    ]
    const { svg } = plotHistory(epochs)
    expect(svg).not.toContain('NaN')
    expect(texts(svg)).toContain('best epoch: 1, loss 1.0000')
    expect(plotHistory({ loss: [1] }).svg).not.toContain('NaN')
    expect(plotHistory({ loss: [Number.NaN] }).svg).not.toContain('NaN')
  })

  it('refuses what is no history', () => {
    expect(() => plotHistory([1, 2] as never)).toThrow('history must be what fit returns')
    expect(() => plotHistory({ a: 5 } as never)).toThrow('a must be what fit returns')
    expect(() => plotHistory(history, { monitor: 'val_acuracy' })).toThrow('val_accuracy')
    expect(() => plotHistory(history, { results: ['f1'] })).toThrow('among loss, accuracy')
    expect(() => plotHistory(history, { mode: 'least' as never })).toThrow('"auto", "min" or "max"')
  })
})
