import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'

const root = resolve(import.meta.dirname, '../..')
const readme = await readFile(resolve(root, 'README.md'), 'utf8')
const programs = [...readme.matchAll(/```ts\n(.*?)```/gs)].map(([, code]) => code!)

// the programs ask for all of MNIST; here they are given a few drawn digits
vi.mock('keratin/datasets', async (original) => {
  const datasets = await original<typeof import('keratin/datasets')>()
  const load = () => datasets.digits.load({ train: 80, test: 40, seed: 1 })
  return { ...datasets, mnist: { ...datasets.mnist, load } }
})

let folder: string
const before = process.cwd()
beforeAll(async () => {
  // inside the project, so that the programs are compiled like it
  await mkdir(resolve(root, 'tests/.programs'), { recursive: true })
  folder = await mkdtemp(resolve(root, 'tests/.programs/readme-'))
  process.chdir(folder)
})
afterAll(async () => {
  process.chdir(before)
  await rm(folder, { recursive: true, force: true })
})

it('README.md has programs', () => {
  expect(programs.length).toBeGreaterThanOrEqual(2)
})

it.each(programs.map((code, i) => [i + 1, code] as const))(
  'program %i of README.md runs',
  async (i, code) => {
    const out: unknown[][] = []
    vi.spyOn(console, 'log').mockImplementation((...args) => void out.push(args))
    vi.spyOn(process.stdout, 'write').mockImplementation(() => true)
    const file = resolve(folder, `program-${i}.ts`)
    await writeFile(file, code)
    try {
      await import(pathToFileURL(file).href)
    } finally {
      vi.restoreAllMocks()
    }
    expect(out.length).toBeGreaterThan(0)
    for (const value of out.flat(3)) if (typeof value === 'number') expect(Number.isFinite(value)).toBe(true)
  },
)
