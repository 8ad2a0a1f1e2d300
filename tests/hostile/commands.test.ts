import { spawn } from 'node:child_process'
import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { saveImage } from '../../src/data/index.js'
import { tf } from '../../src/engine/index.js'
import { keratin, type Outcome, tinyRun } from '../cli/harness.js'
import { answerOf, closeSockets, fileIn, hostileThings } from '../harness/hostile.js'
import { writeOthers } from './readers.js'

/** A command, the file that it meets, and how it ends: by an error for all, or with what it says of one. */
interface Case {
  file: string
  words: string
  code?: number
  /** Whether a folder is taken, too. */
  takesFolders?: boolean
}

const commands: Record<string, Case> = {
  'predict of an image': { file: 'x.png', words: 'predict run x.png' },
  'predict of images of which one can be read': {
    file: 'x.png',
    words: 'predict run x.png good.png',
    code: 1,
  },
  'predict by a model': { file: 'x.keras', words: 'predict x.keras good.png' },
  'predict by a run with its labels': { file: 'broken/labels.json', words: 'predict broken good.png' },
  summary: { file: 'x.keras', words: 'summary x.keras' },
  evaluate: { file: 'x.keras', words: 'evaluate x.keras' },
  'datasets verify': { file: 'photos/a/x.jpg', words: 'datasets verify photos', code: 4, takesFolders: true },
  'train images': {
    file: 'photos/a/x.jpg',
    words: 'train images --data photos --epochs 1 --out out',
    takesFolders: true,
  },
  'train text': {
    file: 'x.csv',
    words: 'train text --data x.csv --epochs 1 --out out',
    takesFolders: true,
  },
  'train mnist': {
    file: 'data/train-images-idx3-ubyte',
    words: 'train mnist --data data --epochs 1 --out out',
  },
  'a configuration': { file: 'x.json', words: 'train digits --config x.json --out out' },
}

let run: Awaited<ReturnType<typeof tinyRun>>
let cwd: string
beforeAll(async () => {
  run = await tinyRun()
  const picture = tf.oneHot(tf.tensor1d([9, 9, 9, 9], 'int32'), 28)
  await saveImage(join(run.cwd, 'good.png'), picture)
  picture.dispose()
})
afterAll(() => run.remove())
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'keratin-'))
})
afterEach(async () => {
  closeSockets()
  await rm(cwd, { recursive: true })
})

describe.each(Object.keys(hostileThings))('%s', (name) => {
  const { make, says } = hostileThings[name]!

  test.each(Object.keys(commands))('in the place of a file of keratin %s', async (which) => {
    const { file, words, code, takesFolders } = commands[which]!
    await make(fileIn(cwd, { file, read: async () => {} }))
    await copyFile(join(run.cwd, 'good.png'), join(cwd, 'good.png'))
    const inFolder = words.replace(/\brun\b/, run.folder)
    if (which.includes('labels'))
      await copyFile(join(run.folder, 'best.keras'), join(cwd, 'broken/best.keras'))
    if (which.includes('mnist')) writeOthers(join(cwd, 'data'))
    const { stdout, stderr, ...end } = (await answerOf(
      () => keratin(inFolder.split(' '), { cwd }),
      which,
    )) as Outcome
    if (name === 'a folder' && takesFolders) return
    const isHidden = name === 'a link in a circle'
    expect(stdout + stderr).toMatch(isHidden ? /./ : says)
    expect(stdout + stderr).not.toContain('    at ')
    if (!isHidden) expect([code ?? 3, 1]).toContain(end.code)
    expect(end.code).not.toBe(0)
  })
})

test('a process ends by itself where a pipe lies among images', async () => {
  await hostileThings['a pipe']!.make(fileIn(cwd, { file: 'photos/a/x.jpg', read: async () => {} }))
  const bin = fileURLToPath(new URL('../../bin/keratin.js', import.meta.url))
  const words = ['datasets', 'verify', 'photos', '--quiet']
  const child = spawn(process.execPath, [bin, ...words], { cwd, stdio: ['ignore', 'pipe', 'inherit'] })
  let stdout = ''
  child.stdout.on('data', (piece) => {
    stdout += piece
  })
  const code = await new Promise((done) => child.on('close', done))
  expect([code, stdout]).toEqual([4, expect.stringContaining('a/x.jpg: it is a pipe')])
})
