import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { tf } from '../../src/engine/index.js'
import { loadModel } from '../../src/saving/index.js'

const folder = mkdtempSync(join(tmpdir(), 'keratin-'))
afterAll(() => rmSync(folder, { recursive: true }))
beforeAll(() => tf.ready())

interface Node {
  name: string
  op: string
  input?: string[]
  // biome-ignore lint/suspicious/noExplicitAny: attributes of any kind
  attr?: any
}
type Shape = readonly number[]

const dims = (shape: Shape) => ({ dim: shape.map((size) => ({ size: String(size) })) })
const placeholder = (name: string, shape: Shape, type = 'DT_FLOAT'): Node => ({
  name,
  op: 'Placeholder',
  attr: { dtype: { type }, shape: { shape: dims(shape) } },
})
const constant = (name: string, shape: Shape, type = 'DT_FLOAT'): Node => ({
  name,
  op: 'Const',
  attr: { dtype: { type }, value: { tensor: { dtype: type, tensorShape: dims(shape) } } },
})

/** A folder as TensorFlow.js' converter writes it. `outputs` may say shapes. */
function write(
  name: string,
  nodes: readonly Node[],
  outputs: Readonly<Record<string, Shape | undefined>>,
  weights: Readonly<Record<string, readonly [shape: Shape, values: readonly number[]]>> = {},
): string {
  const path = join(folder, name)
  mkdirSync(path)
  const said = (node: string, shape: unknown) => ({
    name: `${node}:0`,
    dtype: 'DT_FLOAT',
    ...(shape ? { tensorShape: shape } : {}),
  })
  const inputs = nodes
    .filter(({ op }) => op === 'Placeholder')
    .map(({ name: node, attr }) => [node, { ...said(node, attr.shape.shape), dtype: attr.dtype.type }])
  const model = {
    format: 'graph-model',
    generatedBy: '2.16.1',
    convertedBy: 'TensorFlow.js Converter v4.22.0',
    signature: {
      inputs: Object.fromEntries(inputs),
      outputs: Object.fromEntries(
        Object.entries(outputs).map(([node, shape]) => [node, said(node, shape && dims(shape))]),
      ),
    },
    modelTopology: { node: nodes, library: {}, versions: { producer: 1882 } },
    weightsManifest: [
      {
        paths: ['w.bin'],
        weights: Object.entries(weights).map(([node, [shape]]) => ({ name: node, shape, dtype: 'float32' })),
      },
    ],
  }
  writeFileSync(join(path, 'model.json'), JSON.stringify(model))
  writeFileSync(
    join(path, 'w.bin'),
    Buffer.from(new Float32Array(Object.values(weights).flatMap(([, values]) => values)).buffer),
  )
  return path
}

const dense = [
  placeholder('x', [-1, 2]),
  constant('w', [2, 3]),
  {
    name: 'y',
    op: 'MatMul',
    input: ['x', 'w'],
    attr: { transpose_a: { b: false }, transpose_b: { b: false }, T: { type: 'DT_FLOAT' } },
  },
  { name: 'z', op: 'Relu', input: ['y'] },
]
const w = {
  w: [
    [2, 3],
    [1, -1, 2, 0, 3, -2],
  ],
} as const

describe('a graph of TensorFlow predicts', () => {
  test('from two outputs, of shapes that it does not say', async () => {
    const before = tf.memory().numTensors
    const model = await loadModel(write('two', dense, { y: undefined, z: undefined }, w))
    expect(model.outputShapes).toEqual([
      [null, 3],
      [null, 3],
    ])
    const x = tf.tensor2d([
      [1, 2],
      [-1, 1],
      [0, 0],
    ])
    const [y, z] = (await model.predict(x, { batchSize: 2, verbose: 0 })) as tf.Tensor[]
    expect(y!.arraySync()).toEqual([
      [1, 5, -2],
      [-1, 4, -4],
      [0, 0, 0],
    ])
    expect(z!.arraySync()).toEqual([
      [1, 5, 0],
      [0, 4, 0],
      [0, 0, 0],
    ])
    tf.dispose([x, y!, z!])
    await expect(model.save(join(folder, 'again.keras'))).rejects.toThrow(
      /"graph" cannot be saved: it is not made of layers/,
    )
    model.dispose()
    expect(tf.memory().numTensors).toBe(before)
  })

  test.each([
    ['one output', { z: [-1, 3] as Shape }, [[null, 3]]],
    [
      'two outputs',
      { y: [-1, 3], z: [-1, 3] },
      [
        [null, 3],
        [null, 3],
      ],
    ],
  ])('of shapes that it says: %s', async (name, outputs, shapes) => {
    const model = await loadModel(write(name, dense, outputs, w))
    expect(model.outputShapes).toEqual(shapes)
    model.dispose()
  })

  test('from several inputs, each in its dtype, over pictures of any size', async () => {
    const nodes = [
      placeholder('a', [-1, -1, 3]),
      placeholder('b', [-1, -1, 3], 'DT_INT32'),
      {
        name: 'c',
        op: 'Cast',
        input: ['b'],
        attr: { SrcT: { type: 'DT_INT32' }, DstT: { type: 'DT_FLOAT' } },
      },
      { name: 'sum', op: 'AddV2', input: ['a', 'c'], attr: { T: { type: 'DT_FLOAT' } } },
    ]
    const model = await loadModel(write('inputs', nodes, { sum: undefined }))
    expect(model.inputNames).toEqual(['a', 'b'])
    expect(model.outputShapes).toEqual([[null, null, 3]])
    const x = [tf.fill([2, 4, 3], 0.5), tf.fill([2, 4, 3], 1.75)]
    const y = (await model.predict(x, { verbose: 0 })) as tf.Tensor
    // 1.75 is 1 among whole numbers
    expect([...y.dataSync()]).toEqual(Array(24).fill(1.5))
    tf.dispose([x, y])
    model.dispose()
  })
})

describe('a graph that cannot be run is refused by what it holds', () => {
  test.each<[string, Node, RegExp]>([
    [
      'a number of results that depends on values',
      { name: 'end', op: 'Where', input: ['x'] },
      /dynamic.*Graphs with loops or with results of an unknown number/,
    ],
    ['an operator that is not there', { name: 'end', op: 'FancyNewOp', input: ['x'] }, /FancyNewOp/],
  ])('%s', async (name, node, problem) => {
    const before = tf.memory().numTensors
    const loading = loadModel(write(name, [placeholder('x', [-1, 2]), node], { end: undefined }))
    await expect(loading).rejects.toThrow(problem)
    await expect(loading).rejects.toMatchObject({ code: 'UNSUPPORTED' })
    expect(tf.memory().numTensors).toBe(before)
  })

  test.each<[string, Node[], RegExp]>([
    [
      'without a shape of its input',
      [placeholder('x', []), { name: 'end', op: 'Relu', input: ['x'] }],
      /does not say which shape its input "x" has/,
    ],
    [
      'of complex numbers',
      [placeholder('x', [-1, 2], 'DT_COMPLEX64'), { name: 'end', op: 'Real', input: ['x'] }],
      /"x" of the graph is of complex numbers/,
    ],
    ['without inputs', [constant('x', [2]), { name: 'end', op: 'Relu', input: ['x'] }], /has no inputs/],
  ])('%s', async (name, nodes, problem) => {
    const loading = loadModel(
      write(name, nodes, { end: undefined }, name === 'without inputs' ? { x: [[2], [1, 2]] } : {}),
    )
    await expect(loading).rejects.toThrow(problem)
    await expect(loading).rejects.toMatchObject({ code: 'FILE_UNREADABLE' })
  })
})
