import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { openBase, photoFeatures, transferModel } from '../../../models/index.js'
import {
  BatchNormalization,
  Conv2D,
  Dense,
  GlobalAveragePooling2D,
  Input,
  imageDatasetFromDirectory,
  loadModel,
  type Model,
  Sequential,
  tf,
} from '../../../src/index.js'
import { realData } from '../../harness/real-data.js'
import { jsonLines, keratin } from '../harness.js'
import { writePhotos } from './photos.js'

let cwd: string
const written: string[] = []

/** What commands of this test say on the stream of the process, too. */
function listen(): string[] {
  written.length = 0
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => written.push(String(text)) > 0)
  return written
}

beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'keratin-transfer-'))
  await writePhotos(join(cwd, 'photos'), 24)
  await writeFile(join(cwd, 'photos/warm/broken.jpg'), 'no image')
  await mkdir(join(cwd, 'new'))
  await writePhotos(join(cwd, 'new'), 2, { inFolders: false })
  const base = new Sequential([
    Input({ shape: [12, 16, 3] }),
    Conv2D(6, 3, { activation: 'relu', name: 'first' }),
    BatchNormalization({ name: 'norm' }),
    Conv2D(5, 3, { activation: 'relu', name: 'last' }),
    GlobalAveragePooling2D(),
    Dense(4, { activation: 'softmax' }),
  ])
  base.metadata = { input: { kind: 'image', shape: [12, 16, 3], rescale: 1 / 127.5, offset: -1 } }
  await base.save(join(cwd, 'base.keras'))
  base.dispose()
})
afterAll(() => rm(cwd, { recursive: true, force: true }))

/** Trains with a cache of its own. */
async function train(out: string, ...more: string[]) {
  vi.stubEnv('XDG_CACHE_HOME', join(cwd, 'cache'))
  const said = listen()
  try {
    const words = '--data photos --base base.keras --epochs 3 --batch-size 8 --seed 3 --lr 0.05'.split(' ')
    const run = await keratin(['train', 'images', ...words, '--out', out, ...more], { cwd })
    return { ...run, said: said.join('') }
  } finally {
    vi.restoreAllMocks()
    vi.unstubAllEnvs()
  }
}

/** The weights of a layer in a file, at any depth. */
async function weightsOf(file: string, name: string): Promise<number[][]> {
  const model = await loadModel(join(cwd, file), { compile: false })
  const find = (m: Model): number[][] | undefined => {
    for (const layer of m.layers) {
      if ('layers' in layer) {
        const inside = find(layer as Model)
        if (inside) return inside
      } else if (layer.name === name) return layer.weights.map((w) => Array.from(w.read().dataSync()))
    }
    return undefined
  }
  const found = find(model)!
  model.dispose()
  return found
}

describe('training on a base', () => {
  test('computes features once, trains a head, and saves one ordinary model', async () => {
    const before = tf.memory().numTensors
    const first = await train('first')
    expect(tf.memory().numTensors).toBe(before)
    expect(first.code).toBe(0)
    expect(first.stderr).toContain('broken.jpg')
    expect(first.said).toMatch(/Features of 42 photos in .*photos\/s.*; kept in .*features.*\.bin \(/)
    expect(first.stderr).toMatch(/^base +base\.keras: 467 parameters, frozen$/m)
    expect(first.stderr).toContain('variant transfer')
    expect(await readFile(join(cwd, 'first/summary.txt'), 'utf8')).toMatch(/Trainable[\s\S]*│ +N +│/)

    const again = await train('again', '--head', '0')
    expect(again.said).toMatch(/Features of \d+ photos from .*\.bin/)
    expect(await readdir(join(cwd, 'cache/keratin/features'))).toHaveLength(1)
    for (const name of ['first', 'norm', 'last'])
      expect(await weightsOf('first/best.keras', name)).toEqual(await weightsOf('base.keras', name))

    const predicted = await keratin(['predict', 'first', 'new', '--json'], { cwd })
    expect(JSON.parse(predicted.stdout).predictions).toHaveLength(4)
    const evaluated = await keratin(['evaluate', 'first', '--json'], { cwd })
    expect(evaluated.code).toBe(0)
    expect(JSON.parse(evaluated.stdout).samples).toBe(6)
  })

  test('trains the last layers of the base too, but not its normalizations', async () => {
    const { code, stderr, stdout } = await train('tuned', '--unfreeze', '1', '--json')
    expect(code).toBe(0)
    expect(stderr).toContain('Training the head and the last layer of base.keras')
    const events = jsonLines(stdout)
    expect(events.filter(({ event }) => event === 'epoch').map(({ epoch }) => epoch)).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8,
    ])
    expect(await weightsOf('tuned/last.keras', 'last')).not.toEqual(await weightsOf('base.keras', 'last'))
    for (const name of ['first', 'norm'])
      expect(await weightsOf('tuned/last.keras', name)).toEqual(await weightsOf('base.keras', name))
  })

  test('the same seed gives the same, with features from the cache or computed', async () => {
    const [a] = [await train('a', '--json')]
    await rm(join(cwd, 'cache'), { recursive: true })
    const b = await train('b', '--json')
    const numbers = (text: string) => jsonLines(text).map(({ seconds, run, ...rest }) => rest)
    expect(numbers(b.stdout)).toEqual(numbers(a!.stdout))
  })

  test('works in a program, photo by photo', async () => {
    vi.stubEnv('XDG_CACHE_HOME', join(cwd, 'cache-of-program'))
    const before = tf.memory().numTensors
    const base = await openBase(join(cwd, 'base.keras'))
    const photos = await imageDatasetFromDirectory(join(cwd, 'photos'), {
      imageSize: base.input.shape.slice(0, 2) as [number, number],
      shuffle: false,
      onError: 'skip',
      onSkip: () => {},
    })
    const [features] = await photoFeatures(base, [photos], { quiet: true })
    expect(features!.x.shape).toEqual([48, 5])
    expect(features!.files.some((file) => file.endsWith('broken.jpg'))).toBe(false)
    const { model, head } = transferModel(base, { classes: 2, head: 3 })
    for await (const [x] of photos.take(1)) {
      const whole = model.predict(x, { verbose: 0 }) as Promise<tf.Tensor>
      const end = head(features!.x.slice([0], [x.shape[0]!])) as tf.Tensor
      expect(await whole).toBeAllclose(end, { atol: 1e-5 })
      tf.dispose([await whole, end, x])
    }
    tf.dispose(features!.x)
    model.dispose()
    expect(tf.memory().numTensors - before).toBeLessThanOrEqual(3)
    vi.unstubAllEnvs()
  })

  test('says what does not fit', async () => {
    const fails = async (...words: string[]) => {
      listen()
      const { code, stderr } = await keratin(['train', ...words], { cwd })
      vi.restoreAllMocks()
      return `${code} ${stderr}`
    }
    const images = ['images', '--data', 'photos']
    expect(await fails(...images, '--variant', 'transfer')).toMatch(/^2 .*needs a base.*--base/s)
    expect(await fails(...images, '--unfreeze', '2')).toMatch(
      /^2 .*--unfreeze must be left out without --base/,
    )
    expect(await fails(...images, '--base', 'bse.keras')).toMatch(/^3 [\s\S]*Did you mean ".*base\.keras"/)
    expect(await fails(...images, '--base', 'MobileNetv2')).toContain('Did you mean "MobileNetV2"?')
    expect(await fails(...images, '--base', 'base.keras', '--variant', 'classic')).toMatch(
      /^2 .*"transfer" or left out/,
    )
    expect(await fails('mnist', '--base', 'base.keras')).toMatch(/^2 .*--base must be left out/)
    const plain = new Sequential([Input({ shape: [3] }), Dense(1)])
    await plain.save(join(cwd, 'plain.keras'))
    plain.dispose()
    expect(await fails(...images, '--base', 'plain.keras')).toContain('takes no photos: its input is [3]')
    expect(await readdir(cwd)).not.toContain('runs')
  })
})

const backbone = realData('real-models')
test.skipIf(!backbone)('a model of Teachable Machine says itself how it sees photos', async () => {
  const before = tf.memory().numTensors
  const base = await openBase(join(backbone!, 'teachable-image'))
  expect(base.input).toEqual({ kind: 'image', shape: [224, 224, 3], rescale: 1, crop: true })
  expect(base.features.outputShapes).toEqual([[null, 1280]])
  expect(base.features.trainableWeights).toEqual([])
  base.features.dispose()
  expect(tf.memory().numTensors).toBe(before)
})
