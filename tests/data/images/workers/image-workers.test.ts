import { link, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { type ImageFolderOptions, imageDatasetFromDirectory } from '../../../../src/data/images/index.js'
import { ImageWorkers, imageWorkers } from '../../../../src/data/images/workers/image-workers.js'
import { type EngineName, setEngine, tf } from '../../../../src/engine/index.js'
import type { KeratinError } from '../../../../src/support/errors.js'
import { programFolder, runProgram } from '../../../engine/program.js'
import { drawAnywhere } from '../../../harness/share.js'

let root: string
let photos: string
let programs: ReturnType<typeof programFolder>
let ran: ReturnType<typeof runProgram> | undefined

/** Photos of all sizes, most of them ordinary JPEGs; of every ten one is grey, one turned and one a PNG. */
async function write(folder: string, count: number): Promise<void> {
  await mkdir(folder, { recursive: true })
  for (let i = 0; i < count; i++) {
    const [width, height] = [20 + ((i * 7) % 90), 20 + ((i * 11) % 70)]
    const data = Uint8Array.from({ length: width * height * 3 }, (_, k) => (k * (i + 3)) % 251)
    const image = sharp(data, { raw: { width, height, channels: 3 } })
    if (i % 10 === 3) image.toColourspace('b-w')
    if (i % 10 === 6) image.withMetadata({ orientation: 6 })
    const name = join(folder, `p${String(i).padStart(3, '0')}`)
    await (i % 10 === 9 ? image.png().toFile(`${name}.png`) : image.jpeg().toFile(`${name}.jpg`))
  }
}

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'keratin-workers-'))
  photos = join(root, 'photos')
  await write(photos, 110)
  programs = programFolder()
})
afterAll(async () => {
  programs.remove()
  await rm(root, { recursive: true, force: true })
})

/** All numbers, in their order. */
async function numbersOf(data: AsyncIterable<unknown>): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const x of data as AsyncIterable<tf.Tensor>) {
    parts.push(Buffer.from(x.dataSync().slice().buffer))
    x.dispose()
  }
  return Buffer.concat(parts)
}

type Photos = Awaited<ReturnType<typeof imageDatasetFromDirectory>>

/** The same read without workers, which are for larger folders. */
async function inProcess(data: Photos, batchSize?: number | null): Promise<Buffer> {
  const parts: Buffer[] = []
  for (let i = 0; i < data.filePaths.length; i += 50) {
    const indices = [...data.filePaths.keys()].slice(i, i + 50)
    parts.push(await numbersOf(data.select(indices, { batchSize })))
  }
  return Buffer.concat(parts)
}

const photosIn = (folder: string, options: ImageFolderOptions) =>
  imageDatasetFromDirectory(folder, { labels: null, shuffle: false, ...options })

/** A program that reads them in several ways; its threads would wait for longer than any test does. */
function program() {
  const code = `
    import { isMainThread, parentPort, Worker } from 'node:worker_threads'
    import { imageDatasetFromDirectory } from './lib/index.js'
    const { setTimeout } = globalThis
    globalThis.setTimeout = (done, ms, ...all) => setTimeout(done, ms >= 5_000 ? 2 ** 31 - 1 : ms, ...all)
    let byWorkers = 0
    const { on } = Worker.prototype
    const counted = (take) => (isRead) => {
      byWorkers += isRead.filter(Boolean).length
      take(isRead)
    }
    Worker.prototype.on = function (name, take) {
      return on.call(this, name, name === 'message' && this.isOfImages !== false ? counted(take) : take)
    }
    const make = (options) => imageDatasetFromDirectory(${JSON.stringify(photos)}, { labels: null, shuffle: false, ...options })
    ${numbersOf.toString()}
    ${inProcess.toString()}
    const one = await make({ imageSize: 20 })
    if (!isMainThread) parentPort.postMessage([await numbersOf(one), byWorkers])
    else {
      const two = await make({ imageSize: 33, parallel: 3 })
      for await (const x of one) {
        x.dispose()
        break
      }
      byWorkers = 0
      const all = await Promise.all([numbersOf(one), numbersOf(two), numbersOf(one)])
      const expected = [await inProcess(one), await inProcess(two)]
      console.log(all[0].equals(expected[0]), all[1].equals(expected[1]), all[2].equals(expected[0]), byWorkers > 250)
      for await (const x of two) break
      const thread = Object.assign(new Worker(new URL(import.meta.url)), { isOfImages: false })
      thread.on('message', ([others, count]) => console.log(all[0].equals(others), count))
    }`
  ran ??= runProgram(programs.folder, code)
  return ran
}

describe.skipIf(availableParallelism() < 2)('images of a folder read by workers', () => {
  let byWorkers = 0
  beforeAll(() => {
    const workers = imageWorkers()!
    const { read } = workers
    vi.spyOn(workers, 'read').mockImplementation(async (...all) => {
      const isRead = await read.apply(workers, all)
      if (isRead) byWorkers++
      return isRead
    })
  })
  beforeEach(() => {
    byWorkers = 0
  })
  afterEach(() => setEngine(process.env.KERATIN_ENGINE as EngineName))

  it.each((['wasm', 'cpu'] as const).filter(drawAnywhere('bits of image workers', 2)))(
    'have the bits of those read in the process, on the engine %s',
    async (engine) => {
      await setEngine(engine)
      const before = tf.memory().numTensors
      const read: number[] = []
      for (const options of [
        { imageSize: 32 },
        { imageSize: [17, 40], batchSize: null, rescale: 1 / 255 },
        { imageSize: 24, colorMode: 'grayscale', cropToAspectRatio: true, batchSize: 7 },
        {
          imageSize: 30,
          colorMode: 'rgba',
          padToAspectRatio: true,
          interpolation: 'bicubic',
          antialias: true,
        },
        { imageSize: 32, maxSide: 60, orient: false },
      ] satisfies ImageFolderOptions[]) {
        byWorkers = 0
        const data = await photosIn(photos, options)
        const [a, b] = [await numbersOf(data), await numbersOf(data)]
        const expected = await inProcess(data, 'batchSize' in options ? options.batchSize : undefined)
        expect(a.length).toBeGreaterThan(0)
        expect([a.equals(expected), b.equals(expected)]).toEqual([true, true])
        read.push(byWorkers)
      }
      // of 110 images 11 are PNGs and 11 turned; many are larger than 60
      expect(read.slice(0, 4)).toEqual(Array(4).fill(176))
      expect(String(read[4])).toMatch(/^[1-9]\d$/)
      expect(tf.memory().numTensors).toBe(before)
    },
  )

  it('come in their places when reading ends early and two read at once', () => {
    expect(program().stdout).toMatch(/^true true true true\n/)
    expect(program()).toMatchObject({ stderr: '', status: 0 })
  })

  it('are read in a worker thread, too', () => {
    expect(program().stdout).toMatch(/\ntrue 88\n$/)
    expect(program()).toMatchObject({ stderr: '', status: 0 })
  })

  it('throw and are skipped as in the process', async () => {
    const broken = join(root, 'broken')
    await mkdir(broken)
    for (const name of await readdir(photos)) await link(join(photos, name), join(broken, name))
    for (const [name, content] of [
      ['p020.jpg', 'no image'],
      ['p041.jpg', ''],
      ['p062.jpg', Buffer.from([0xff, 0xd8, 0xff, 0xc0, 0, 3])],
    ] as const) {
      await rm(join(broken, name))
      await writeFile(join(broken, name), content)
    }
    const told = async (data: Photos) => {
      try {
        await numbersOf(data)
        return 'read'
      } catch (error) {
        const { name, code, message, hint } = error as KeratinError
        return JSON.stringify([name, code, message, hint])
      }
    }
    const data = await photosIn(broken, { imageSize: 20 })
    const error = await told(data)
    expect(error).toMatch(/KeratinError.*FILE_UNREADABLE.*p020\.jpg cannot be read.*onError: 'skip'/)
    expect(await told(data.select([...data.filePaths.keys()].slice(0, 50)))).toBe(error)
    const skipping = await photosIn(broken, { imageSize: 20, onError: 'skip', onSkip: () => {} })
    const a = await numbersOf(skipping)
    expect(skipping.unreadable.map(({ file }) => file.slice(-8)).sort()).toEqual([
      'p020.jpg',
      'p041.jpg',
      'p062.jpg',
    ])
    expect(skipping.size).toBe(4)
    expect(a.equals(await inProcess(skipping))).toBe(true)
    expect(a.equals(await numbersOf(skipping))).toBe(true)
    expect(byWorkers).toBeGreaterThan(150)
  })
})

describe('ImageWorkers', () => {
  const room = new Float32Array(new SharedArrayBuffer(48))
  const options = { size: { width: 2, height: 2 } }

  it.each([
    ['fail', "throw new Error('no')"],
    ['end', ''],
    ['are not there', undefined],
  ])('gives images back where threads %s', async (what, code) => {
    const file = join(root, `${what}.mjs`)
    if (code !== undefined) await writeFile(file, code)
    const workers = new ImageWorkers(pathToFileURL(file))
    const reads = Array.from({ length: 20 }, () => workers.read(join(photos, 'p000.jpg'), options, room))
    expect(await Promise.all(reads)).toEqual(Array(20).fill(false))
    expect(await workers.read(join(photos, 'p001.jpg'), options, room)).toBe(false)
  })

  it('ends threads that are idle, and starts others', async () => {
    const file = join(root, 'tells.mjs')
    await writeFile(
      file,
      `import { parentPort, threadId } from 'node:worker_threads'
      parentPort.on('message', ({ files, rooms }) => {
        for (const room of rooms) room[0] = threadId
        parentPort.postMessage(files.map(() => true))
      })`,
    )
    const threadOf = async (workers: ImageWorkers) => {
      expect(await workers.read('x', options, room)).toBe(true)
      return room[0]!
    }
    const patient = new ImageWorkers(pathToFileURL(file), 2 ** 31 - 1)
    const first = await threadOf(patient)
    expect(await threadOf(patient)).toBe(first)
    const impatient = new ImageWorkers(pathToFileURL(file), 1)
    const second = await threadOf(impatient)
    await vi.waitFor(async () => expect(await threadOf(impatient)).toBeGreaterThan(second), {
      timeout: 600_000,
      interval: 200,
    })
  })

  it('is not there where the file of the worker is not', async () => {
    // what the file of the workers needs of the library, by links; the modules are others than those of this process
    const library = fileURLToPath(new URL('../../../../dist/src/', import.meta.url))
    const { folder, remove } = programFolder()
    await rm(join(folder, 'src'))
    for (const room of ['support', 'data/images/workers']) {
      await mkdir(join(folder, 'src', room), { recursive: true })
      for (const name of await readdir(join(library, room)))
        if (name.endsWith('.js') && name !== 'worker.js')
          await link(join(library, room, name), join(folder, 'src', room, name))
    }
    const module = pathToFileURL(join(folder, 'src/data/images/workers/image-workers.js')).href
    const { imageWorkers } = await import(/* @vite-ignore */ module)
    expect(imageWorkers()).toBe(undefined)
    await link(
      join(library, 'data/images/workers/worker.js'),
      join(folder, 'src/data/images/workers/worker.js'),
    )
    expect(imageWorkers()).not.toBe(undefined)
    remove()
  })
})
