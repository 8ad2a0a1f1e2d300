import { link, mkdir, mkdtemp, readdir, readlink, rm, writeFile } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { ImageWorkers } from '../../../../src/data/images/workers/image-workers.js'
import { programFolder, runProgram } from '../../../engine/program.js'
import { drawAnywhere } from '../../../harness/share.js'

let root: string
let photos: string
let programs: ReturnType<typeof programFolder>

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
  await write(photos, 130)
  programs = programFolder()
})
afterAll(async () => {
  programs.remove()
  await rm(root, { recursive: true, force: true })
})

const prelude = (folder: string) => `
  import { imageDatasetFromDirectory } from './src/data/images/index.js'
  import { imageWorkers } from './src/data/images/workers/image-workers.js'
  import { tf } from './src/engine/index.js'
  const workers = imageWorkers()
  let byWorkers = 0
  if (workers) {
    // longer than any test waits: a process that ends does so by itself
    workers.idleTime = 2 ** 31 - 1
    const { read } = workers
    workers.read = async (...all) => {
      const isRead = await read.apply(workers, all)
      if (isRead) byWorkers++
      return isRead
    }
  }
  const make = (options) => imageDatasetFromDirectory(${JSON.stringify(folder)}, { labels: null, shuffle: false, ...options })
  /** All numbers, in their order. */
  const read = async (data) => {
    const parts = []
    for await (const x of data) {
      parts.push(Buffer.from(x.dataSync().slice().buffer))
      x.dispose()
    }
    return Buffer.concat(parts)
  }
  /** The same read without workers, which are for larger folders. */
  const inProcess = async (data, batchSize) => {
    const parts = []
    for (let i = 0; i < data.filePaths.length; i += 50) {
      const indices = [...data.filePaths.keys()].slice(i, i + 50)
      parts.push(await read(data.select(indices, { batchSize })))
    }
    return Buffer.concat(parts)
  }
  `

const run = (code: string, { folder = photos, env = {} } = {}) =>
  runProgram(programs.folder, prelude(folder) + code, env)

describe.skipIf(availableParallelism() < 2)('images of a folder read by workers', () => {
  it.each(['wasm', 'cpu'].filter(drawAnywhere('bits of image workers', 2)))(
    'have the bits of those read in the process, on the engine %s',
    (engine) => {
      const code = `
      const before = tf.memory().numTensors
      for (const options of [
        { imageSize: 32 },
        { imageSize: [17, 40], batchSize: null, rescale: 1 / 255 },
        { imageSize: 24, colorMode: 'grayscale', cropToAspectRatio: true, batchSize: 7 },
        { imageSize: 30, colorMode: 'rgba', padToAspectRatio: true, interpolation: 'bicubic', antialias: true },
        { imageSize: 32, maxSide: 60, orient: false },
      ]) {
        byWorkers = 0
        const data = await make(options)
        const [a, b] = [await read(data), await read(data)]
        const expected = await inProcess(data, options.batchSize)
        console.log(a.length > 0 && a.equals(expected) && b.equals(expected), byWorkers)
      }
      console.log(tf.memory().numTensors - before)`
      // of 130 images 13 are PNGs and 13 turned; many are larger than 60
      const { stdout, stderr, status } = run(code, { env: { KERATIN_ENGINE: engine } })
      expect({ stderr, status }).toEqual({ stderr: '', status: 0 })
      const lines = stdout.trim().split('\n')
      expect(lines.slice(0, 4)).toEqual(Array(4).fill('true 208'))
      expect(lines[4]).toMatch(/^true [1-9]\d$/)
      expect(lines[5]).toBe('0')
    },
  )

  it('come in their places when reading ends early and two read at once', () => {
    const code = `
      const [one, two] = [await make({ imageSize: 20 }), await make({ imageSize: 33, parallel: 3 })]
      for await (const x of one) {
        x.dispose()
        break
      }
      const all = await Promise.all([read(one), read(two), read(one)])
      const expected = [await inProcess(one), await inProcess(two)]
      console.log(all[0].equals(expected[0]), all[1].equals(expected[1]), all[2].equals(expected[0]), byWorkers > 300)
      for await (const x of two) break`
    expect(run(code)).toEqual({ stdout: 'true true true true\n', stderr: '', status: 0 })
  })

  it('are read in a worker thread, too', () => {
    const code = `
      import { isMainThread, parentPort, Worker } from 'node:worker_threads'
      const numbers = await read(await make({ imageSize: 16 }))
      if (isMainThread) new Worker(new URL(import.meta.url)).on('message', ([other, count]) => {
        console.log(numbers.equals(other), count)
      })
      else parentPort.postMessage([numbers, byWorkers])`
    expect(run(code)).toEqual({ stdout: 'true 104\n', stderr: '', status: 0 })
  })

  it('throw and are skipped as in the process', async () => {
    const broken = join(root, 'broken')
    await write(broken, 110)
    await writeFile(join(broken, 'p020.jpg'), 'no image')
    await writeFile(join(broken, 'p041.jpg'), '')
    await writeFile(join(broken, 'p062.jpg'), Buffer.from([0xff, 0xd8, 0xff, 0xc0, 0, 3]))
    const code = `
      const told = async (data) => {
        try {
          await read(data)
        } catch ({ name, code, message, hint }) {
          return JSON.stringify([name, code, message, hint])
        }
      }
      const data = await make({ imageSize: 20 })
      const error = await told(data)
      console.log(error === await told(data.select([...data.filePaths.keys()].slice(0, 50))), error)
      const skipping = await make({ imageSize: 20, onError: 'skip', onSkip: () => {} })
      const a = await read(skipping)
      console.log(skipping.unreadable.map(({ file }) => file.slice(-8)).sort().join(), skipping.size)
      console.log(a.equals(await inProcess(skipping)), a.equals(await read(skipping)), byWorkers > 150)`
    const { stdout, stderr, status } = run(code, { folder: broken })
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 })
    const [thrown, ...skipped] = stdout.trim().split('\n')
    expect(thrown).toMatch(/^true .*KeratinError.*FILE_UNREADABLE.*p020\.jpg cannot be read.*onError: 'skip'/)
    expect(skipped).toEqual(['p020.jpg,p041.jpg,p062.jpg 4', 'true true true'])
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
    const { folder, remove } = programFolder()
    // the library without the worker, by links
    const library = resolve(folder, await readlink(join(folder, 'src')))
    await rm(join(folder, 'src'))
    for (const name of await readdir(library, { recursive: true })) {
      if (!name.endsWith('.js') || name.endsWith('/worker.js')) continue
      await mkdir(dirname(join(folder, 'src', name)), { recursive: true })
      await link(join(library, name), join(folder, 'src', name))
    }
    const code = `
      import { imageWorkers } from './src/data/images/workers/image-workers.js'
      console.log(imageWorkers())`
    expect(runProgram(folder, code)).toEqual({ stdout: 'undefined\n', stderr: '', status: 0 })
    remove()
  })
})
