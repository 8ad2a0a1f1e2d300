import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { loadRecipe, prepareFile } from 'keratin/models'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { FilePreparation } from '../../models/preparation.js'
import type { RecipeData } from '../../models/recipe.js'
import { saveImage } from '../../src/data/index.js'
import { tf } from '../../src/engine/index.js'
import { Dense, Flatten, Input } from '../../src/layers/index.js'
import { Sequential } from '../../src/model/index.js'
import { loadModel, saveModel } from '../../src/saving/index.js'

/** A Python with Keras 3.15, JAX and Pillow: `KERATIN_PYTHON`. */
const python = process.env.KERATIN_PYTHON
const isThere = python !== undefined && existsSync(python)
const folder = mkdtempSync(join(tmpdir(), 'keratin-'))
const seed = 11
const valSplit = 0.25

/** What the program reads: places of samples in x, or paths of photos. */
interface Read {
  paths?: string[]
  x: number[][]
  y: number[]
  training: number[]
  validation: number[]
}

const readAll = `
import json, sys
sys.path.insert(0, sys.argv[1])
import data
settings = json.load(open(sys.argv[1] + "/settings.json", encoding="utf-8"))
x, y, training, validation = data.load(sys.argv[2], settings)
paths = [str(path) for path in x.paths] if hasattr(x, "paths") else None
x = x[list(range(len(y)))].reshape(len(y), -1).tolist()
print(json.dumps({"paths": paths, "x": x, "y": [int(v) for v in y],
    "training": training.tolist(), "validation": validation.tolist()}))
`

const run = (args: string[]) => promisify(execFile)(python!, args, { maxBuffer: 2 ** 28, env: programEnv })
const programEnv = { ...process.env, JAX_PLATFORMS: 'cpu', TF_CPP_MIN_LOG_LEVEL: '3' }

/** The data of a recipe, and a project of a model of it. */
async function projectOf(name: string, data: string, more: { imageSize?: number; limit?: number } = {}) {
  const recipe = await loadRecipe(name)
  const ours: RecipeData = await recipe.load({ data, seed, valSplit, batchSize: 4, quiet: true, ...more })
  const { labels } = ours
  const model = recipe.build({ labels, input: ours.input! })
  model.compile(recipe.compile({ learningRate: 0.001, labels }))
  const training = { epochs: 1, batchSize: 4, seed, valSplit, limit: more.limit }
  model.metadata = { recipe: name, labels, input: ours.input!, training }
  const path = mkdtempSync(join(folder, 'project-'))
  await saveModel(model, path, { format: 'keras-project', overwrite: true })
  model.dispose()
  return { path, ours }
}

async function read(path: string, data: string): Promise<Read> {
  const { stdout } = await run(['-c', readAll, path, data])
  return JSON.parse(stdout) as Read
}

const awkward = [
  'It\u2019s GREAT!<br />Don\u2019t miss it\u2028again',
  'na\u00efve cafe\u0301 \u6771\u4eac \u3072\u3089 \u0e44\u0e17\u0e22 \u0928\u092e\u0938\u094d\u0924\u0947\u0085end',
  '\u{1F44D}\u{1F3FD} \u2764\uFE0F \u{1F468}\u200D\u{1F469} \u{1F1E9}\u{1F1EA} \u00bd x\u00b2 \u2163 snake_case',
  'a "quoted", text\nof two lines; \u039f\u0394\u039f\u03a3 \u0130stanbul \u20009 \u3007\u3005\u30fc',
  '5 < 6 <b>bold</b> <Kelvin \u212a> <\u212a> plain ? \uff01',
]
const texts = Array.from({ length: 30 }, (_, i) => ({
  text: `${awkward[i % awkward.length]} word${i % 7}`,
  label: i % 3,
}))

beforeAll(async () => {
  await tf.ready()
  const csv = texts.map(({ text, label }) => `"${text.replaceAll('"', '""')}";name ${label}`)
  writeFileSync(join(folder, 'texts.csv'), ['Text;Label', ...csv].join('\r\n'))
  writeFileSync(join(folder, 'texts.jsonl'), texts.map((row) => JSON.stringify(row)).join('\n'))
  mkdirSync(join(folder, 'imdb'))
  const reviews = texts.map(({ text, label }) => JSON.stringify({ text, label: label % 2 })).join('\n')
  for (const part of ['train', 'test'])
    writeFileSync(join(folder, 'imdb', `${part}.jsonl.gz`), gzipSync(reviews))

  for (const label of ['cat', 'dog'])
    for (let i = 0; i < 12; i++) {
      const [height, width] = [20 + 5 * i, 61 - 3 * i]
      const pixels = tf.tensor3d(
        Array.from({ length: height * width * 3 }, (_, p) => (p * (i + 3) + (p >> 5) * 7) % 256),
        [height, width, 3],
        'int32',
      )
      const places = [join('classes', label), join('named', 'train'), join('named', 'test')]
      for (const place of places) {
        mkdirSync(join(folder, place), { recursive: true })
        await saveImage(join(folder, place, `${label}.${i}.png`), pixels, { scale: false })
      }
      pixels.dispose()
    }
})
afterAll(() => rmSync(folder, { recursive: true }))

if (!isThere) process.stderr.write('Keras projects are not run: KERATIN_PYTHON names no Python with Keras\n')

describe.runIf(isThere)('a Keras project reads what Keratin trains on (KERATIN_PYTHON)', () => {
  test.each([
    ['text', 'texts.csv', undefined],
    ['text', 'texts.jsonl', 10],
    ['imdb', 'imdb', undefined],
    ['imdb', 'imdb', 10],
  ])(
    'the numbers of words: %s of %s, limit %s',
    async (recipe, name, limit) => {
      const data = join(folder, name)
      const { path, ours } = await projectOf(recipe, data, limit === undefined ? {} : { limit })
      const theirs = await read(path, data)
      expect(theirs.x).toEqual((ours.train.x as tf.Tensor2D).arraySync())
      expect(theirs.y).toEqual(Array.from(ours.train.classes))
      const training = Math.floor(theirs.y.length * (1 - valSplit))
      expect(theirs.training).toHaveLength(training)
      expect([...theirs.training, ...theirs.validation]).toEqual([...theirs.y.keys()])
      ours.dispose()
    },
    120_000,
  )

  test.each([
    ['images', 'classes', undefined],
    ['images', 'classes', 9],
    ['images', 'named', undefined],
    ['cats-vs-dogs', 'named', undefined],
  ])(
    'pixels, and which are for training: %s of %s, limit %s',
    async (recipe, name, limit) => {
      const data = join(folder, name)
      const { path, ours } = await projectOf(recipe, data, {
        imageSize: 32,
        ...(limit !== undefined && { limit }),
      })
      const theirs = await read(path, data)
      const at = (places: number[]) => places.map((i) => theirs.paths![i])
      expect(at(theirs.training)).toEqual(ours.train.files)
      expect(at(theirs.validation)).toEqual(ours.validation!.files)
      expect(theirs.training.map((i) => theirs.y[i])).toEqual(Array.from(ours.train.classes))
      for (const [i, file] of theirs.paths!.entries()) {
        const pixels = await prepareFile(ours.input as FilePreparation, file)
        expect(tf.tensor1d(theirs.x[i]!)).toBeAllclose(tf.tensor1d(pixels), { atol: 1e-6, rtol: 0 })
      }
      ours.dispose()
    },
    120_000,
  )

  test('the middle of photos in grey, moved, on white where something shines through', async () => {
    const data = join(folder, 'clear')
    for (const label of ['cat', 'dog'])
      for (const [height, width, channels] of [
        [40, 24, 4],
        [17, 51, 3],
        [21, 21, 4],
      ] as const) {
        const values = Array.from({ length: height * width * channels }, (_, p) => (p * 37 + (p >> 6)) % 256)
        const pixels = tf.tensor3d(values, [height, width, channels], 'int32')
        mkdirSync(join(data, label), { recursive: true })
        await saveImage(join(data, label, `${height}.png`), pixels, { scale: false })
        pixels.dispose()
      }
    const { path, ours } = await projectOf('images', data, { imageSize: 32 })
    const settings = JSON.parse(readFileSync(join(path, 'settings.json'), 'utf8'))
    for (const channels of [1, 3]) {
      const input = {
        kind: 'image',
        shape: [21, 15, channels],
        rescale: 1 / 127.5,
        offset: -1,
        crop: true,
      } as const
      writeFileSync(join(path, 'settings.json'), JSON.stringify({ ...settings, input }))
      const theirs = await read(path, data)
      expect(theirs.paths).toHaveLength(6)
      for (const [i, file] of theirs.paths!.entries()) {
        const pixels = await prepareFile(input, file)
        // what lets light through is mixed in whole levels by both, each in its own rounding
        const atol = (file.endsWith('17.png') ? 1e-3 : 1.01) / 127.5
        expect(tf.tensor1d(theirs.x[i]!), file).toBeAllclose(tf.tensor1d(pixels), { atol, rtol: 0 })
      }
    }
    ours.dispose()
  }, 120_000)

  test('it trains, and what it writes opens here with labels and input', async () => {
    const data = join(folder, 'texts.csv')
    const { path, ours } = await projectOf('text', data)
    await run([join(path, 'train.py'), '--data', data])
    const model = await loadModel(join(path, 'trained.keras'))
    const y = (await model.predict(ours.test.x as tf.Tensor)) as tf.Tensor
    expect(y.shape).toEqual([ours.test.count, 3])
    expect(model.metadata).toMatchObject({ recipe: 'text', labels: ours.labels })
    expect(model.optimizer!.iterations).toBe(Math.floor(18 / 4))
    y.dispose()
    model.dispose()
    ours.dispose()
  }, 300_000)

  test('numbers of a table, and what is to be learnt from them', async () => {
    const model = new Sequential([Input({ shape: [2] }), Dense(1)])
    model.compile({ optimizer: 'sgd', loss: 'mse' })
    const path = mkdtempSync(join(folder, 'project-'))
    await saveModel(model, path, { format: 'keras-project', overwrite: true })
    model.dispose()
    const data = join(folder, 'numbers.csv')
    writeFileSync(data, 'a,b,y\n1,2,3\n4,"5",-6\n7,8,900\n')
    const theirs = await read(path, data)
    expect(theirs.x).toEqual([
      [1, 2],
      [4, 5],
      [7, 8],
    ])
    // not the place of each among classes
    expect(theirs.y).toEqual([3, -6, 900])
    writeFileSync(data, 'a,b,c,y\n1,2,3,4\n')
    const refused = await read(path, data).catch((error) => error)
    expect(refused.stderr).toContain('has 4 columns. Expected: 3')
  }, 120_000)

  test('it says what it cannot train on', async () => {
    const { path, ours } = await projectOf('text', join(folder, 'texts.csv'))
    // other classes than those of the model
    const refused = await read(path, join(folder, 'texts.jsonl')).catch((error) => error)
    expect(refused.stderr).toContain('The model knows: name 0, name 1, name 2')
    ours.dispose()
    // digits that were drawn
    const drawn = new Sequential([Input({ shape: [28, 28, 1] }), Flatten(), Dense(10)])
    drawn.compile({ optimizer: 'sgd', loss: 'sparse_categorical_crossentropy' })
    drawn.metadata = { recipe: 'digits', input: { kind: 'digit', shape: [28, 28, 1] } }
    await saveModel(drawn, path, { format: 'keras-project', overwrite: true })
    drawn.dispose()
    const undrawn = await read(path, folder).catch((error) => error)
    expect(undrawn.stderr).toContain('digits that Keratin draws')
  }, 120_000)
})
