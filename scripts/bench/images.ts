/**
 * How fast photos are read: 2000 JPEGs as batches of 128x128 float32 from 0 to 1, beside Keras'
 * image_dataset_from_directory and Pillow in turn, as ratios; and the peak of memory, with the folder once and ten times.
 *
 * Usage: node dist/scripts/bench/images.js FOLDER [--python PROGRAM] [--rounds N] [--json]
 *
 * FOLDER holds the photos, in it or in folders. Without a Python that has Keras and Pillow the peers are left out.
 */

import { spawnSync } from 'node:child_process'
import { mkdtemp, readdir, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { imageDatasetFromDirectory, tf } from '../../src/index.js'
import { median } from './median.js'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    python: { type: 'string', default: 'python3' },
    rounds: { type: 'string', default: '3' },
    json: { type: 'boolean', default: false },
    peak: { type: 'boolean', default: false },
  },
})
const folder = resolve(positionals[0] ?? 'train')
const rounds = Number(values.rounds)
const side = 128

/** Reads all photos once; returns images per second. */
async function read(from: string): Promise<number> {
  const data = await imageDatasetFromDirectory(from, { labels: null, imageSize: side, rescale: 1 / 255 })
  const begin = performance.now()
  let count = 0
  for await (const x of data) {
    count += x.shape[0]!
    x.dispose()
  }
  return (count * 1000) / (performance.now() - begin)
}

/** A process of its own that reads a folder and tells the peak of its memory in MB. */
function peak(from: string): number {
  const run = spawnSync(process.execPath, [fileURLToPath(import.meta.url), from, '--peak'], {
    encoding: 'utf8',
  })
  if (run.status !== 0) throw new Error(run.stderr)
  return Number(run.stdout)
}

/** The images per second of a peer; undefined where it is not installed. */
function peer(name: string): number | undefined {
  const program = fileURLToPath(new URL('../../../scripts/bench/peers/images.py', import.meta.url))
  const run = spawnSync(values.python, [program, name, folder, String(side), '1'], { encoding: 'utf8' })
  if (run.status !== 0) return undefined
  return (JSON.parse(run.stdout.trim().split('\n').at(-1)!) as number[])[0]
}

if (values.peak) {
  await read(folder)
  process.stdout.write(String(process.resourceUsage().maxRSS / 1024))
  process.exit(0)
}

// before anything is read here: a process begins with the peak of the one that started it
const ten = await mkdtemp(join(tmpdir(), 'keratin-bench-'))
const repeated = async () => {
  try {
    for (let i = 0; i < 10; i++) {
      for (const name of await readdir(folder)) await symlink(join(folder, name), join(ten, `${i}-${name}`))
    }
    return peak(ten)
  } finally {
    await rm(ten, { recursive: true, force: true })
  }
}
const memory = { once: Math.round(peak(folder)), tenTimes: Math.round(await repeated()) }

const names = ['keras', 'pillow'] as const
const rates: number[] = []
const ratios: Record<string, number[]> = { keras: [], pillow: [] }
await read(folder)
for (let i = 0; i < rounds; i++) {
  // neighbours in time, so that other load on the machine cancels out
  for (const name of names) {
    const before = await read(folder)
    const other = peer(name)
    const after = await read(folder)
    rates.push(before, after)
    if (other !== undefined) ratios[name]!.push((before + after) / 2 / other)
  }
}

const result = {
  engine: tf.getBackend(),
  imagesPerSecond: Math.round(median(rates)),
  ratioTo: Object.fromEntries(
    names.filter((n) => ratios[n]!.length > 0).map((n) => [n, +median(ratios[n]!).toFixed(2)]),
  ),
  peakMemoryMB: memory,
}
if (values.json) console.log(JSON.stringify(result))
else {
  const rows = [
    ['images per second', String(result.imagesPerSecond)],
    ...Object.entries(result.ratioTo).map(([name, ratio]) => [`times as fast as ${name}`, ratio.toFixed(2)]),
    ['peak memory, MB', `${memory.once} once, ${memory.tenTimes} with ten times the photos`],
  ]
  for (const [name, value] of rows) console.log(`${name!.padEnd(24)} ${value}`)
}
