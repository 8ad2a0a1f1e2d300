// Small collections of photos, trained from nothing and on a base, each tested on the same photos that neither has seen:
// node dist/scripts/bench/transfer.js ROOT BASE [COUNT ...] — ROOT holds cats-vs-dogs, BASE is a model of photos.
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const keratin = fileURLToPath(new URL('../../../bin/keratin.js', import.meta.url))
const classes = ['cat', 'dog']

interface Outcome {
  accuracy: number
  seconds: number
}

/** What a whole run gives, and takes. */
async function train(data: string, out: string, more: readonly string[]): Promise<Outcome> {
  const words = ['train', 'images', '--data', data, '--out', out, '--seed', '1', '--json', '--quiet', ...more]
  const began = performance.now()
  const { stdout } = await promisify(execFile)(process.execPath, [keratin, ...words], { maxBuffer: 2 ** 26 })
  const seconds = (performance.now() - began) / 1000
  const { test } = JSON.parse(stdout.trim().split('\n').at(-1)!) as { test: { accuracy: number } }
  return { accuracy: test.accuracy, seconds }
}

/** A folder with so many photos of each class to train with, and all that are there for the test. */
async function collection(root: string, folder: string, count: number): Promise<void> {
  for (const [part, most] of [
    ['train', count],
    ['test', Number.POSITIVE_INFINITY],
  ] as const) {
    const names = (await readdir(join(root, 'cats-vs-dogs', part))).sort()
    for (const name of classes) {
      await mkdir(join(folder, part, name), { recursive: true })
      for (const file of names.filter((f) => f.startsWith(`${name}.`)).slice(0, most))
        await symlink(join(root, 'cats-vs-dogs', part, file), join(folder, part, name, file))
    }
  }
}

const [root = '../shared/data', base = '../shared/data/real-models/teachable-image', ...counts] =
  process.argv.slice(2)
const work = await mkdtemp(join(tmpdir(), 'keratin-transfer-'))
process.env.XDG_CACHE_HOME = join(work, 'cache')
try {
  process.stdout.write('photos a class   from nothing            on the base\n')
  for (const count of counts.length > 0 ? counts.map(Number) : [10, 50, 250]) {
    const folder = join(work, String(count))
    await collection(resolve(root), folder, count)
    const results = [
      await train(folder, join(work, `${count}-scratch`), []),
      await train(folder, join(work, `${count}-base`), ['--base', resolve(base)]),
    ]
    const shown = results.map((r) => `${r.accuracy.toFixed(3)} in ${r.seconds.toFixed(0)} s`.padEnd(24))
    process.stdout.write(`${String(count).padEnd(17)}${shown.join('')}\n`)
  }
} finally {
  await rm(work, { recursive: true })
}
