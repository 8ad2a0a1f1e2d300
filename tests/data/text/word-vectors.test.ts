import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { embeddingMatrix, loadWordVectors } from '../../../src/data/index.js'
import { tf } from '../../../src/engine/index.js'
import { Embedding } from '../../../src/layers/index.js'
import { realData } from '../../harness/real-data.js'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keratin-vectors-'))
})
afterAll(() => rm(folder, { recursive: true }))

const put = async (name: string, data: string | Uint8Array) => {
  await writeFile(join(folder, name), data)
  return join(folder, name)
}

describe('loadWordVectors', () => {
  it('reads GloVe, word2vec and packed files', async () => {
    const glove = 'the 0.5 -1 2\nél\u0085an 1e-05 0 1\n. . . 1 2 3\n'
    for (const path of [
      await put('glove.txt', glove),
      await put('glove.txt.gz', gzipSync(glove)),
      await put('word2vec.txt', `3 3\r\n${glove.replaceAll('\n', ' \r\n')}`),
    ]) {
      const { dimension, vectors } = await loadWordVectors(path)
      expect(dimension).toBe(3)
      expect([...vectors.keys()]).toEqual(['the', 'él\u0085an', '. . .'])
      expect(Array.from(vectors.get('the')!)).toEqual([0.5, -1, 2])
    }
  })

  it('keeps the words that are wanted, and reads no further than told', async () => {
    const path = await put('some.txt', 'a 1 2\nb 3 4\nc 5 6\n')
    expect([...(await loadWordVectors(path, { words: ['c', 'b', 'x'] })).vectors.keys()]).toEqual(['b', 'c'])
    expect((await loadWordVectors(path, { limit: 2 })).vectors.size).toBe(2)
  })

  it('tells which line is broken', async () => {
    await expect(loadWordVectors(await put('short.txt', 'a 1 2\nb 3\n'))).rejects.toThrow('line 2')
    await expect(loadWordVectors(await put('text.txt', 'a 1 2\nb 3 four\n'))).rejects.toThrow('line 2')
    await expect(loadWordVectors(await put('empty.txt', ''))).rejects.toThrow('Received: nothing')
    await expect(loadWordVectors(await put('bad.txt.gz', 'no gzip'))).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
    })
    await expect(loadWordVectors(join(folder, 'none.txt'))).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' })
  })
})

describe('embeddingMatrix', () => {
  const given = { dimension: 2, vectors: new Map([['b', Float32Array.of(3, 4)]]) }

  it('has a row for each word', () => {
    const matrix = embeddingMatrix(given, ['', '[UNK]', 'b'], { scale: 0 })
    expect(matrix).toBeAllclose([
      [0, 0],
      [0, 0],
      [3, 4],
    ])
    const drawn = embeddingMatrix(
      given,
      new Map([
        ['a', 1],
        ['b', 3],
      ]),
      { rows: 5, seed: 1 },
    )
    expect(drawn.shape).toEqual([5, 2])
    const [first, second, , third] = drawn.arraySync()
    expect([first, third]).toEqual([
      [0, 0],
      [3, 4],
    ])
    expect(second!.every((v) => v !== 0 && Math.abs(v) <= 0.05)).toBe(true)
    tf.dispose([matrix, drawn])
    expect(() => embeddingMatrix(given, new Map([['b', 3]]), { rows: 2 })).toThrow('a row from 0 to 1')
  })

  it('is the weights of an Embedding, frozen or not', () => {
    const matrix = embeddingMatrix(given, [null, 'b'], { scale: 0 })
    const layer = Embedding(2, 2, { weights: [matrix], trainable: false })
    const y = layer(tf.tensor2d([[1, 0]], [1, 2], 'int32'))
    expect(y).toBeAllclose([
      [
        [3, 4],
        [0, 0],
      ],
    ])
    expect(layer.trainableWeights).toHaveLength(0)
    tf.dispose([matrix, y])
    layer.dispose()
  })

  const glove = realData('glove')
  it.skipIf(!glove)('knows that Monday is like Wednesday', async () => {
    const { vectors, dimension } = await loadWordVectors(join(glove!, 'glove.twitter.27B.25d.12k.txt.gz'))
    expect([vectors.size, dimension]).toEqual([11925, 25])
    const [a, b] = [vectors.get('monday')!, vectors.get('wednesday')!]
    const dot = (p: Float32Array, q: Float32Array) => p.reduce((sum, v, i) => sum + v * q[i]!, 0)
    expect(dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b))).toBeCloseTo(0.978, 3)
  })
})
