import { copyFile, mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { catsVsDogs } from '../../../datasets/index.js'
import { loadRecipe } from '../../../models/index.js'
import { tf } from '../../../src/engine/index.js'
import { realData } from '../../harness/real-data.js'
import { jsonLines, keratin, withFolder } from '../harness.js'

const photos = realData('cats-vs-dogs')

test('the networks are those that are described', async () => {
  const recipe = await loadRecipe('cats-vs-dogs')
  const labels = ['cat', 'dog']
  const classic = recipe.build({ labels, variant: 'classic' })
  expect(classic.layers.map((l) => l.className)).toEqual([
    'Conv2D',
    'MaxPooling2D',
    'Conv2D',
    'MaxPooling2D',
    'Flatten',
    'Dense',
    'Dense',
  ])
  expect([classic.inputShapes, classic.outputShapes]).toEqual([[[null, 128, 128, 3]], [[null, 2]]])
  expect(classic.countParams()).toBe(896 + 9248 + 96 * (30 * 30 * 32 + 1) + 194)
  const small = recipe.build({ labels })
  expect(small.countParams()).toBeLessThan(500_000)
  expect(small.outputShapes).toEqual([[null, 2]])
  expect(recipe.variantDefaults?.classic).toEqual({ epochs: 20, batchSize: 32, learningRate: 0.0001 })
  expect(() => recipe.build({ labels, variant: 'clasic' })).toThrow('Did you mean "classic"')
  classic.dispose()
  small.dispose()
})

test('without the photos it says where to put them', async () => {
  await withFolder(async (cwd) => {
    vi.stubEnv('KERATIN_DATA', '')
    vi.stubEnv('XDG_CACHE_HOME', join(cwd, 'cache'))
    try {
      const { code, stderr } = await keratin(['train', 'cats-vs-dogs', '--out', 'run'], { cwd })
      expect([code, stderr]).toEqual([3, expect.stringContaining('Put the folders train and test')])
    } finally {
      vi.unstubAllEnvs()
    }
  })
})

test.skipIf(!photos)('the data set has its photos: a cat is [1, 0]', async () => {
  const {
    train,
    validation,
    test: held,
    classNames,
  } = await catsVsDogs.load({
    data: photos!,
    imageSize: 32,
    validationSplit: 0.1,
    seed: 1,
  })
  const counts = [train, validation!, held].map((d) => d.filePaths.length)
  expect([counts, classNames]).toEqual([
    [1800, 200, 500],
    ['cat', 'dog'],
  ])
  for await (const [x, y] of held.take(1)) {
    expect([x.shape, y.shape]).toEqual([
      [32, 32, 32, 3],
      [32, 2],
    ])
    expect([...y.dataSync()].slice(0, 2)).toEqual([1, 0])
    expect(held.filePaths[0]).toMatch(/cat\.4001\.jpg$/)
    tf.dispose([x, y])
  }
})

/** Copies some photos of each class: the content of all is looked at in each run. */
async function copyFew(from: string, to: string, count: number): Promise<void> {
  for (const part of ['train', 'test']) {
    await mkdir(join(to, part), { recursive: true })
    const names = (await readdir(join(from, part))).sort()
    for (const kind of ['cat', 'dog'])
      for (const name of names.filter((name) => name.startsWith(kind)).slice(0, count))
        await copyFile(join(from, part, name), join(to, part, name))
  }
}

test.skipIf(!photos)('a few real photos go all the way', async () => {
  await withFolder(async (cwd) => {
    await copyFew(photos!, join(cwd, 'photos'), 20)
    const size = '--image-size 32 --limit 24 --epochs 1 --seed 1 --out run --json --quiet'.split(' ')
    const words = ['train', 'cats-vs-dogs', '--data', 'photos', ...size]
    const { code, stdout } = await keratin(words, { cwd })
    expect(code).toBe(0)
    const [plan] = jsonLines(stdout) as [{ data: object; model: { parameters: number } }]
    expect(plan.data).toMatchObject({ test: 24, classes: 2 })
    const { code: status, stdout: text } = await keratin(['evaluate', 'run', '--json'], { cwd })
    expect(status).toBe(0)
    expect(JSON.parse(text).samples).toBe(24)
    const classic = ['--variant', 'classic', '--dry-run', '--force']
    expect((await keratin([...words, ...classic], { cwd })).code).toBe(0)
    await rm(join(cwd, 'run'), { recursive: true })
  })
})
