import { fileURLToPath } from 'node:url'
import {
  Conv2D,
  concatenate,
  Dense,
  Flatten,
  Input,
  loadModel,
  MaxPool2D,
  Model,
  Sequential,
  tf,
} from 'keratin'
import { afterAll, describe, expect, it } from 'vitest'
import {
  type DiagramOptions,
  modelToDot,
  modelToMermaid,
  modelToText,
  plotModel,
} from '../../src/plot/index.js'
import { goldenFolder, readGolden } from '../harness/golden.js'
import { elements, texts } from './svg.js'

/** Two inputs through one shared model inside, two outputs. */
function siamese(): Model {
  const tower = Sequential(
    [
      Input({ shape: [8, 8, 1] }),
      Conv2D(4, 3, { activation: 'relu', name: 'conv' }),
      MaxPool2D(2, { name: 'pool' }),
      Flatten({ name: 'flat' }),
    ],
    { name: 'tower "1"\\' },
  )
  tower.getLayer('conv').trainable = false
  const [a, b] = [Input({ shape: [8, 8, 1], name: 'a' }), Input({ shape: [8, 8, 1], name: 'b <i>&amp;"' })]
  const both = concatenate([tower(a), tower(b)], { name: 'both' })
  const same = Dense(1, { activation: 'sigmoid', name: 'same' })(both)
  return new Model({ inputs: [a, b], outputs: [same, Dense(3, { name: 'kind]' })(both)], name: 'siamese' })
}
const model = siamese()
const all: DiagramOptions = {
  ...{ showShapes: true, showDtype: true, showLayerNames: true },
  ...{ showLayerActivations: true, showTrainable: true, expandNested: true },
}
afterAll(() => model.dispose())

describe('modelToDot', () => {
  const { labels } = readGolden<{
    labels: Record<string, { layer: string; all: string; less: string }[]>
  }>('plots/plots')

  it.each(['plain', 'nested'])('has the labels of Keras: %s', async (name) => {
    const loaded = await loadModel(`${goldenFolder()}/plots/${name}.keras`)
    const shown: [keyof (typeof labels)[string][number], DiagramOptions][] = [
      ['all', all],
      ['less', { showTrainable: true, showLayerNames: false }],
    ]
    for (const [key, options] of shown) {
      const dot = modelToDot(loaded, { ...options, expandNested: false })
      for (const label of labels[name]!) expect(dot).toContain(`[label=${label[key as 'all' | 'less']}, `)
    }
    loaded.dispose()
  })

  it('has the layers of a model inside, as Keras labels them', async () => {
    const loaded = await loadModel(`${goldenFolder()}/plots/nested.keras`)
    const dot = modelToDot(loaded, all)
    for (const label of labels.base!) expect(dot).toContain(`[label=${label.all}, `)
    expect(dot).toContain('subgraph cluster_0 {\n    graph [label="base", labeljust=l, style=dashed];')
    loaded.dispose()
  })

  it('has an arrow for each way of a tensor, once', () => {
    const arrows = (dot: string) => {
      const names = new Map(
        [...dot.matchAll(/(n\d+) \[label=.*?<b>(.*?)<\/b> /g)].map(([, id, name]) => [id, name]),
      )
      return [...dot.matchAll(/(n\d+) -> (n\d+)/g)]
        .map(([, from, to]) => `${names.get(from)} ${names.get(to)}`)
        .sort()
    }
    const right = 'b &lt;i&gt;&amp;amp;&quot;'
    const tower = 'tower &quot;1&quot;\\'
    expect(arrows(modelToDot(model))).toEqual(
      [`a ${tower}`, `${right} ${tower}`, `${tower} both`, 'both kind]', 'both same'].sort(),
    )
    expect(arrows(modelToDot(model, { expandNested: true }))).toEqual(
      ['a conv', `${right} conv`, 'conv pool', 'pool flat', 'flat both', 'both kind]', 'both same'].sort(),
    )
    expect(modelToDot(model, { expandNested: true })).toContain('label="tower \\"1\\"\\\\"')
    expect(modelToDot(model, { rankdir: 'LR' })).toContain('rankdir=LR')
  })
})

it('tells functions by their names, and tensors by theirs, as Keras does', async () => {
  const input = Input({ shape: [3] })
  const bent = (x: tf.Tensor) => tf.square(x)
  const first = Dense(2, { activation: bent, name: 'first' })(input)
  const second = Dense(1, { name: 'second' })(first)
  const side = new Model({ inputs: input, outputs: { one: first, two: second }, name: 'side' })
  const given = Input({ shape: [3] })
  const outer = new Model({ inputs: given, outputs: side(given) as never })
  expect(modelToDot(side, { showLayerActivations: true })).toContain('Activation: <b>bent</b>')
  const dot = modelToDot(outer, { showShapes: true })
  expect(dot).toContain('Input shape: <b>(None, 3)</b>')
  expect(dot).toContain('Output shape: <b>one: (None, 2), two: (None, 1)</b>')
  for (const model of [outer, side]) model.dispose()
})

it('tells an activation that means something else now by what it meant', async () => {
  const old = await loadModel(fileURLToPath(new URL('../saving/fixtures/keras-2.13.keras', import.meta.url)))
  expect(modelToDot(old, { showLayerActivations: true })).toContain('Activation: <b>legacy_hard_sigmoid</b>')
  old.dispose()
})

describe('modelToMermaid and modelToText', () => {
  it('escapes what Mermaid would read', () => {
    const text = modelToMermaid(model, all)
    expect(text).toMatch(/^flowchart TB\n/)
    expect(text).toContain('n1["<b>InputLayer</b><br/>b #60;i#62;#38;amp#59;#34;<br/>')
    expect(text).toContain('subgraph cluster_0["tower #34;1#34;#92;"]')
    expect(text).toContain('kind#93;<br/>activation: linear<br/>')
    // besides marks of its own, no label ends early
    for (const [, label] of text.matchAll(/\["(.*?)"\]/g))
      expect(label!.replace(/<br\/>|<\/?b>/g, '')).not.toMatch(/["<>[\]]/)
  })

  it('tells what each layer takes', () => {
    expect(modelToText(model, { expandNested: true })).toBe(
      `Functional, siamese
├─ 1 InputLayer, a
├─ 2 InputLayer, b <i>&amp;"
├─ Sequential, tower "1"\\
│  ├─ 3 Conv2D, conv ← 1, 2
│  ├─ 4 MaxPooling2D, pool ← 3
│  └─ 5 Flatten, flat ← 4
├─ 6 Concatenate, both ← 5
├─ 7 Dense, same ← 6
└─ 8 Dense, kind] ← 6
`,
    )
    const [first] = modelToText(
      new Sequential([Input({ shape: [1] }), Dense(1)], { name: 'a\u001b[31mb' }),
    ).split('\n')
    expect(first).toBe('Sequential, a [31mb')
  })
})

describe('plotModel', () => {
  it('draws a box a layer, with what was asked for', () => {
    const { svg } = plotModel(model, all)
    const words = texts(svg)
    expect(words.filter((word) => word === 'Dense')).toHaveLength(2)
    expect(words).toEqual(
      expect.arrayContaining([
        ...[
          'conv',
          'activation: relu',
          'in: (None, 8, 8, 1)',
          'out: (None, 6, 6, 4)',
          'dtype: float32',
          'frozen',
        ],
        ...[
          'tower &quot;1&quot;\\',
          'in: [(None, 36), (None, 36)]',
          'trainable',
          'b &lt;i&gt;&amp;amp;&quot;',
        ],
      ]),
    )
    // as in Keras, names are not shown unless asked for
    expect(texts(plotModel(model).svg)).not.toContain('same')
    // each arrow has a line and a tip
    expect(elements(svg, 'path')).toHaveLength(2 * 7)
  })

  it('lays boxes out without overlaps, one below the other or beside it', () => {
    for (const rankdir of ['TB', 'LR'] as const) {
      const { svg, width, height } = plotModel(model, { ...all, rankdir })
      const boxes = elements(svg, 'rect')
        .filter(({ rx, fill }) => rx === '4' && fill === 'none')
        .map((rect) => ({ x: +rect.x!, y: +rect.y!, width: +rect.width!, height: +rect.height! }))
      expect(boxes).toHaveLength(8)
      for (const [i, a] of boxes.entries()) {
        expect(a.x >= 0 && a.y >= 0 && a.x + a.width <= width && a.y + a.height <= height).toBe(true)
        for (const b of boxes.slice(i + 1)) {
          const apart =
            a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y
          expect(apart).toBe(true)
        }
      }
      expect(rankdir === 'TB' ? height > width : width > height).toBe(true)
    }
  })

  it('is the same for the same model, also one that is made anew', () => {
    const again = siamese()
    expect(plotModel(again, all).svg).toBe(plotModel(model, all).svg)
    again.dispose()
  })

  it('draws a model with a call of its own as one box, and refuses what is not built', () => {
    class Own extends Model {
      static override readonly className = 'Own'
      dense = new Dense(2)
      override call(x: never) {
        return this.dense(x)
      }
    }
    const own = new Own({ name: 'own' })
    expect(() => plotModel(own)).toThrow('not built yet')
    own.build([null, 3])
    expect(texts(plotModel(own, { showLayerNames: true }).svg)).toEqual(['Own', 'own'])
    own.dispose()
    expect(() => plotModel(new Dense(1) as never)).toThrow('model must be a model')
    expect(() => plotModel(model, { rankdir: 'BT' as never })).toThrow('"TB" or "LR"')
    expect(() => plotModel(model, { showShape: true } as never)).toThrow('showShapes')
  })
})
