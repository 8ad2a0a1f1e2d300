import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { tf } from '../../../../src/engine/index.js'
import {
  type Dataset,
  type ImageFolderOptions,
  imageDatasetFromDirectory,
  setRandomSeed,
} from '../../../../src/index.js'
import { expectNoLeak } from '../../../harness/leaks.js'
import { realData } from '../../../harness/real-data.js'

let root: string
let classes: string
let named: string

/** An image of one grey level, by which it is recognised. */
async function write(path: string, level: number): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const background = { r: level, g: level, b: level }
  await sharp({ create: { width: 5 + level, height: 9, channels: 3, background } })
    .png()
    .toFile(path)
}

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'keratin-folder-'))
  classes = join(root, 'classes')
  named = join(root, 'named')
  for (let i = 0; i < 6; i++) await write(join(classes, 'cats', `c${i}.png`), 10 + i)
  for (let i = 0; i < 5; i++) await write(join(classes, 'dogs', 'deep', `d${i}.png`), 20 + i)
  for (let i = 0; i < 3; i++) await write(join(classes, 'owls', `o${i}.png`), 30 + i)
  await write(join(classes, '.hidden', 'x.png'), 99)
  await write(join(classes, 'cats', '.c.png'), 99)
  await writeFile(join(classes, 'cats', 'notes.txt'), 'no image')
  for (const [i, name] of ['cat.1', 'cat.2', 'dog.1', 'dog_2'].entries())
    await write(join(named, `${name}.png`), 40 + i)
})
afterAll(() => rm(root, { recursive: true, force: true }))

/** Grey levels and labels of all elements. */
async function read(
  data: Dataset<unknown>,
): Promise<{ levels: number[]; labels: number[][]; shapes: number[][] }> {
  const levels: number[] = []
  const labels: number[][] = []
  const shapes: number[][] = []
  for await (const element of data) {
    const [x, y] = [element].flat() as [tf.Tensor, tf.Tensor | undefined]
    shapes.push(x.shape)
    const each = x.rank === 4 ? x.size / x.shape[0]! : x.size
    const values = x.dataSync()
    for (let i = 0; i < values.length; i += each) levels.push(values[i]!)
    if (y) {
      const width = y.shape.length > 1 ? y.shape[1]! : 1
      const flat = [...y.dataSync()]
      for (let i = 0; i < flat.length; i += width) labels.push(flat.slice(i, i + width))
      y.dispose()
    }
    x.dispose()
  }
  return { levels, labels, shapes }
}

const inOrder = { shuffle: false, imageSize: [4, 3] } as const satisfies ImageFolderOptions
const sorted = (list: readonly number[]) => [...list].sort((a, b) => a - b)
const all = [10, 11, 12, 13, 14, 15, 20, 21, 22, 23, 24, 30, 31, 32]

describe('imageDatasetFromDirectory', () => {
  it('reads class folders in batches', async () => {
    await expectNoLeak(async () => {
      const data = await imageDatasetFromDirectory(classes, { ...inOrder, batchSize: 5 })
      expect(data.classNames).toEqual(['cats', 'dogs', 'owls'])
      expect(data.size).toBe(3)
      expect(data.filePaths.map((f) => basename(f)).slice(4, 7)).toEqual(['c4.png', 'c5.png', 'd0.png'])
      const { levels, labels, shapes } = await read(data)
      expect(levels).toEqual(all)
      expect(labels.flat()).toEqual(all.map((level) => Math.floor(level / 10) - 1))
      expect(shapes).toEqual([
        [5, 4, 3, 3],
        [5, 4, 3, 3],
        [4, 4, 3, 3],
      ])
      expect(await read(data)).toEqual({ levels, labels, shapes })
    })
  })

  it('writes labels as asked', async () => {
    const labels = async (options: ImageFolderOptions) =>
      (await read(await imageDatasetFromDirectory(classes, { ...inOrder, ...options }))).labels
    expect((await labels({ labelMode: 'categorical' }))[6]).toEqual([0, 1, 0])
    expect(await labels({ labelMode: null })).toEqual([])
    const two = { classNames: ['owls', 'cats'] }
    expect((await labels({ labelMode: 'binary', ...two })).flat()).toEqual([1, 1, 1, 1, 1, 1, 0, 0, 0])
    const [[x, y] = []] = await (
      await imageDatasetFromDirectory(classes, { ...inOrder, labelMode: 'binary', ...two })
    ).toArray()
    expect([x?.dtype, y?.dtype, y?.shape]).toEqual(['float32', 'float32', [9, 1]])
    tf.dispose([x!, y!])
    await expect(labels({ labelMode: 'binary' })).rejects.toThrow("'binary' needs two classes")
  })

  it('gives single images with batchSize null', async () => {
    await expectNoLeak(async () => {
      const data = await imageDatasetFromDirectory(classes, {
        ...inOrder,
        batchSize: null,
        labelMode: 'categorical',
      })
      expect(data.size).toBe(14)
      const { levels, shapes } = await read(data.take(3))
      expect([levels, shapes]).toEqual([[10, 11, 12], Array(3).fill([4, 3, 3])])
    })
  })

  it('shuffles anew in each pass, the same for a seed', async () => {
    const make = () => imageDatasetFromDirectory(classes, { imageSize: 2, batchSize: 4, seed: 3 })
    const data = await make()
    const passes = [(await read(data)).levels, (await read(data)).levels]
    expect(passes[0]).not.toEqual(passes[1])
    for (const pass of passes) expect(sorted(pass)).toEqual(all)
    const again = await make()
    expect([(await read(again)).levels, (await read(again)).levels]).toEqual(passes)
    const free = async () => {
      setRandomSeed(5)
      return (await read(await imageDatasetFromDirectory(classes, { imageSize: 2 }))).levels
    }
    expect(await free()).toEqual(await free())
    const { levels, labels } = await read(data)
    expect(labels.flat()).toEqual(levels.map((level) => Math.floor(level / 10) - 1))
  })

  it('splits by the seed, without overlap', async () => {
    const options = { imageSize: 2, validationSplit: 0.3, seed: 8 } as const
    const side = async (subset: 'training' | 'validation') =>
      (await read(await imageDatasetFromDirectory(classes, { ...options, subset }))).levels
    const [first, last] = [await side('training'), await side('validation')]
    expect([first.length, last.length]).toEqual([10, 4])
    expect(sorted([...first, ...last])).toEqual(all)
    const [train, validation] = await imageDatasetFromDirectory(classes, { ...options, subset: 'both' })
    expect(sorted((await read(train)).levels)).toEqual(sorted(first))
    expect(sorted((await read(validation)).levels)).toEqual(sorted(last))
    const { seed: _, ...unseeded } = options
    await expect(imageDatasetFromDirectory(classes, { ...unseeded, subset: 'training' })).rejects.toThrow(
      'seed must be given with validationSplit',
    )
    await expect(
      imageDatasetFromDirectory(classes, { validationSplit: 0.01, subset: 'both' }),
    ).rejects.toThrow('one side empty')
  })

  it('needs no classes where there are no labels', async () => {
    const data = await imageDatasetFromDirectory(named, { ...inOrder, labels: null })
    expect(await read(data)).toMatchObject({ levels: [40, 41, 42, 43], labels: [] })
  })

  it('takes as many of each class where there is a limit', async () => {
    const data = await imageDatasetFromDirectory(classes, { ...inOrder, limit: 7 })
    expect(data.filePaths).toHaveLength(7)
    expect((await read(data)).levels).toEqual([10, 11, 12, 20, 21, 30, 31])
    expect((await imageDatasetFromDirectory(classes, { labels: null, limit: 2 })).filePaths).toHaveLength(2)
  })

  it('takes labels from names, patterns, tables, functions and numbers', async () => {
    const labels = async (source: ImageFolderOptions['labels']) => {
      const data = await imageDatasetFromDirectory(named, { ...inOrder, labels: source })
      return [data.classNames, ...(await read(data)).labels.flat()]
    }
    expect(await labels('names')).toEqual([['cat', 'dog'], 0, 0, 1, 1])
    expect(await labels(/[._](\d)\./)).toEqual([['1', '2'], 0, 1, 0, 1])
    expect(await labels((file) => (file.includes('1') ? file.slice(0, 3) : undefined))).toEqual([
      ['cat', 'dog'],
      0,
      1,
    ])
    expect(await labels([2, 0, 1, 1])).toEqual([['0', '1', '2'], 2, 0, 1, 1])
    await writeFile(join(named, 'labels.csv'), 'id,kind,file\n1,felis,cat.1.png\n2,canis,./dog.1.png\n')
    expect(await labels({ csv: 'labels.csv', file: 'file', label: 'kind' })).toEqual([
      ['canis', 'felis'],
      1,
      0,
    ])
    await expect(labels({ csv: 'labels.csv', file: 'fiel' })).rejects.toThrow('Did you mean "file"')
    await expect(labels({ csv: 'labels.csv', file: 'id', label: 'kind' })).rejects.toThrow(
      '2 images that are not there',
    )
    await expect(labels(/(owl)/)).rejects.toThrow('4 of 4 images')
    await expect(labels([1, 2])).rejects.toThrow('Expected: 4. Received: 2')
    await expect(labels('inferred')).rejects.toThrow("labels: 'names'")
  })

  it('refuses what makes no sense', async () => {
    const make = (options: object) => imageDatasetFromDirectory(classes, options)
    await expect(make({ labelMod: 'int' })).rejects.toThrow('Did you mean "labelMode"')
    await expect(make({ labelMode: 'one-hot' })).rejects.toThrow('labelMode must be')
    await expect(make({ batchSize: 0 })).rejects.toThrow('batchSize must be')
    await expect(make({ subset: 'both' })).rejects.toThrow('subset must be given with validationSplit')
    await expect(make({ classNames: ['cat'] })).rejects.toThrow('Did you mean "cats"')
    await expect(imageDatasetFromDirectory(join(root, 'clases'))).rejects.toThrow('Did you mean')
    await mkdir(join(root, 'empty'))
    await expect(imageDatasetFromDirectory(join(root, 'empty'))).rejects.toThrow('There are no images')
  })

  describe('with files that cannot be read', () => {
    let broken: string
    beforeAll(async () => {
      broken = join(root, 'broken')
      for (let i = 0; i < 5; i++) await write(join(broken, 'a', `${i}.png`), 50 + i)
      await writeFile(join(broken, 'a', '2b.png'), 'no image')
      await writeFile(join(broken, 'b.jpg'), '')
      await mkdir(join(broken, 'b'))
      await copyFile(join(broken, 'b.jpg'), join(broken, 'b', 'empty.jpg'))
    })

    it('throws by default, and names the file', async () => {
      await expectNoLeak(async () => {
        const data = await imageDatasetFromDirectory(broken, { ...inOrder, batchSize: 2 })
        await expect(data.toArray()).rejects.toMatchObject({
          code: 'FILE_UNREADABLE',
          message: expect.stringMatching(/2b\.png cannot be read.*onError: 'skip'/s),
        })
      })
    })

    it('skips them where told to, says so, and knows better the next time', async () => {
      const told: string[] = []
      const data = await imageDatasetFromDirectory(broken, {
        ...inOrder,
        batchSize: 2,
        onError: 'skip',
        onSkip: ({ file, reason }) => told.push(`${basename(file)}: ${reason}`),
      })
      expect(data.size).toBe(4)
      const { levels, shapes } = await read(data)
      expect(levels).toEqual([50, 51, 52, 53, 54])
      expect(shapes.map(([n]) => n)).toEqual([2, 2, 1])
      expect(told.sort()).toEqual([
        expect.stringContaining('2b.png: it is of no format that is read'),
        'empty.jpg: the file is empty',
      ])
      expect(data.unreadable).toHaveLength(2)
      expect(data.size).toBe(3)
      expect((await read(data)).levels).toEqual(levels)
      expect(told).toHaveLength(2)
    })

    it('warns where nobody listens', async () => {
      const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => {})
      try {
        await read(await imageDatasetFromDirectory(broken, { ...inOrder, onError: 'skip' }))
        expect(warn.mock.calls.map(([text]) => text)).toEqual(
          expect.arrayContaining([expect.stringContaining('empty.jpg was skipped: the file is empty')]),
        )
      } finally {
        warn.mockRestore()
      }
    })

    it('says when nothing is left', async () => {
      const data = await imageDatasetFromDirectory(broken, {
        ...inOrder,
        classNames: ['b'],
        onError: 'skip',
        onSkip: () => {},
      })
      await expect(data.toArray()).rejects.toThrow('None of the images')
    })
  })

  const photos = realData('cats-vs-dogs')
  it.skipIf(!photos)('streams real photos', async () => {
    await expectNoLeak(async () => {
      const data = await imageDatasetFromDirectory(join(photos!, 'test'), {
        labels: 'names',
        imageSize: 64,
        rescale: 1 / 255,
        seed: 1,
      })
      expect([data.classNames, data.filePaths.length, data.size]).toEqual([['cat', 'dog'], 500, 16])
      let count = 0
      for await (const [x, y] of data.take(3)) {
        expect(x.shape).toEqual([32, 64, 64, 3])
        count += y.size
        tf.dispose([x, y])
      }
      expect(count).toBe(96)
    })
  })
})
