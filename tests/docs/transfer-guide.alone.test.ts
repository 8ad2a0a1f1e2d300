import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { Conv2D, Dense, GlobalAveragePooling2D, Input, Sequential } from '../../src/index.js'
import { keratin } from '../cli/harness.js'
import { writePhotos } from '../cli/photos/photos.js'

const root = resolve(import.meta.dirname, '../..')
const guide = await readFile(resolve(root, 'docs/transfer-learning.md'), 'utf8')
const blocks = (language: string) =>
  [...guide.matchAll(/```(\w*)\n(.*?)```/gs)].filter(([, l]) => l === language).map(([, , code]) => code!)
const programs = blocks('ts')

let folder: string
const before = process.cwd()
beforeAll(async () => {
  // inside the project, so that the programs are compiled like it
  await mkdir(resolve(root, 'tests/.programs'), { recursive: true })
  folder = await mkdtemp(resolve(root, 'tests/.programs/transfer-'))
  process.chdir(folder)
  vi.stubEnv('XDG_CACHE_HOME', resolve(folder, 'cache'))
  await writePhotos('photos', 15)
  await writePhotos('new', 1, { inFolders: false })
  await mkdir('my_model')
  const base = new Sequential([
    Input({ shape: [16, 16, 3] }),
    Conv2D(6, 3, { activation: 'relu' }),
    GlobalAveragePooling2D(),
    Dense(3, { activation: 'softmax' }),
  ])
  base.metadata = { input: { kind: 'image', shape: [16, 16, 3], rescale: 1 / 127.5, offset: -1 } }
  await base.save('my_model/best.keras')
})
afterAll(async () => {
  process.chdir(before)
  await rm(folder, { recursive: true, force: true })
})

it('the three commands run', async () => {
  const commands = blocks('sh').join('').trim().split('\n')
  expect(commands).toHaveLength(3)
  vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  for (const command of commands) {
    const words = command.replace(/^npx keratin /, '').split(' ')
    const { code, stdout, stderr } = await keratin(words, { cwd: folder })
    expect([command, code, stderr]).toEqual([command, 0, stderr])
    expect(stdout).not.toBe('')
  }
  vi.restoreAllMocks()
})

it.each(programs.map((code, i) => [i + 1, code] as const))('program %i runs', async (i, code) => {
  const out: unknown[][] = []
  vi.spyOn(console, 'log').mockImplementation((...args) => void out.push(args))
  vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  const file = resolve(folder, `program-${i}.ts`)
  await writeFile(file, code)
  try {
    await import(pathToFileURL(file).href)
  } finally {
    vi.restoreAllMocks()
  }
  expect(out).toHaveLength(1)
  expect(
    out
      .flat(3)
      .filter((value) => typeof value === 'number')
      .every(Number.isFinite),
  ).toBe(true)
})

it('what is called ten lines has ten', () => {
  expect(
    programs[0]!.split('\n').filter((line) => line !== '' && !line.startsWith('import')).length,
  ).toBeLessThanOrEqual(10)
})
