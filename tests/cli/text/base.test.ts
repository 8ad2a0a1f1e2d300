import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadModel, loadWordVectors, tf } from '../../../src/index.js'
import { keratin } from '../harness.js'

const kinds = { sport: ['goal', 'match', 'team'], food: ['soup', 'bread', 'oven'] }
const vectors: Record<string, number[]> = {
  goal: [1, 0, 0.5],
  match: [0.9, 0.1, -0.5],
  team: [0.8, 0, 0.25],
  soup: [-1, 0, 0.5],
  bread: [-0.9, 0.5, 0],
  unused: [9, 9, 9],
}

/** The same in the binary format of word2vec; some programs end each word with a line feed. */
function binary(ending: string): Buffer {
  const words = Object.entries(vectors).map(([word, values]) =>
    Buffer.concat([
      Buffer.from(`${word} `),
      Buffer.from(Float32Array.from(values).buffer),
      Buffer.from(ending),
    ]),
  )
  return Buffer.concat([Buffer.from(`${words.length} 3\n`), ...words])
}

let cwd: string
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'keratin-text-base-'))
  const rows = Object.entries(kinds).flatMap(([label, words]) =>
    Array.from({ length: 30 }, (_, i) => `${words[i % 3]} the ${words[(i + 1) % 3]},${label}`),
  )
  await writeFile(join(cwd, 'table.csv'), `text,label\n${rows.join('\n')}\n`)
  const lines = Object.entries(vectors).map(([word, values]) => `${word} ${values.join(' ')}`)
  await writeFile(join(cwd, 'glove.txt'), `${lines.join('\n')}\n`)
  await writeFile(join(cwd, 'word2vec.bin'), binary('\n'))
})
afterAll(() => rm(cwd, { recursive: true }))

async function train(out: string, base: string, ...more: string[]) {
  const words =
    'train text --data table.csv --epochs 2 --batch-size 16 --seed 1 --variant bag --lr 0.05'.split(' ')
  return keratin([...words, '--base', base, '--out', out, ...more], { cwd })
}

/** The matrix of the Embedding of a run. */
async function matrixOf(run: string): Promise<number[][]> {
  const model = await loadModel(join(cwd, run, 'last.keras'), { compile: false })
  const found = model.layers[0]!.weights[0]!.read().arraySync() as number[][]
  model.dispose()
  return found
}

const has = (matrix: number[][], vector: number[]): boolean =>
  matrix.some((row) => row.every((v, i) => Math.abs(v - vector[i]!) < 1e-6))

describe('texts on vectors of words', () => {
  it.each(['glove.txt', 'word2vec.bin'])('%s: words begin with their vectors, which stay', async (file) => {
    const before = tf.memory().numTensors
    const { code, stderr } = await train(`on-${file}`, file)
    expect(tf.memory().numTensors).toBe(before)
    expect(code).toBe(0)
    expect(stderr).toMatch(/^base +.*: vectors of 5 of \d+ words, 3 numbers each, frozen$/m)
    const matrix = await matrixOf(`on-${file}`)
    for (const [word, vector] of Object.entries(vectors))
      expect(has(matrix, vector), word).toBe(word !== 'unused')
  })

  it('the Embedding of a model of ours is such a file too, and may be trained', async () => {
    await train('first', 'glove.txt')
    const second = await train('second', 'first', '--unfreeze', '1')
    expect(second.code).toBe(0)
    expect(second.stderr).toMatch(/^base +first: vectors of (\d+) of \1 words, 3 numbers each, trained too$/m)
    expect(has(await matrixOf('second'), vectors.goal!)).toBe(false)
    const third = await train('third', 'first')
    expect(third.code).toBe(0)
    expect(await matrixOf('third')).toContainEqual((await matrixOf('first'))[5])
  })

  it('says what does not fit', async () => {
    expect((await train('x', 'glov.txt')).stderr).toContain('glove.txt')
    expect((await train('x', 'glove.txt', '--head', '5')).stderr).toContain('--head must be left out')
    expect((await train('x', 'table.csv')).code).toBe(3)
  })
})

describe('loadWordVectors', () => {
  it('reads the binary format of word2vec, with line feeds or without, in pieces of any size', async () => {
    for (const ending of ['', '\n']) {
      const path = join(cwd, 'some.bin')
      await writeFile(path, binary(ending))
      const { dimension, vectors: found } = await loadWordVectors(path, { words: ['soup', 'goal'] })
      expect(dimension).toBe(3)
      expect([...found.keys()]).toEqual(['goal', 'soup'])
      expect(found.get('soup')).toBeAllclose(Float32Array.from(vectors.soup!))
      expect((await loadWordVectors(path, { limit: 2 })).vectors.size).toBe(2)
    }
    const many = 20_000
    const words = Array.from({ length: many }, (_, i) => {
      return Buffer.concat([Buffer.from(`word${i} `), Buffer.from(Float32Array.of(i, -i).buffer)])
    })
    await writeFile(join(cwd, 'many.bin'), Buffer.concat([Buffer.from(`${many} 2\n`), ...words]))
    const { vectors: all } = await loadWordVectors(join(cwd, 'many.bin'))
    expect(all.size).toBe(many)
    expect(all.get('word19999')).toEqual(Float32Array.of(19999, -19999))
  })

  it('names what is wrong with such a file', async () => {
    const path = join(cwd, 'broken.bin')
    const fails = async (bytes: Buffer) => {
      await writeFile(path, bytes)
      return loadWordVectors(path).then(String, (e: Error) => e.message)
    }
    expect(await fails(binary('').subarray(0, 30))).toContain('it ends after 1 of 6 words')
    expect(await fails(Buffer.from('no numbers\nat all'))).toContain('its first line is not two numbers')
    expect(await fails(Buffer.alloc(0))).toContain('it ends after 0 of its words')
    expect(await fails(Buffer.concat([Buffer.from('2 2\n'), Buffer.alloc(5000, 1)]))).toContain(
      'word 1 has no end',
    )
    await expect(loadWordVectors(join(cwd, 'none.bin'))).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' })
  })
})
