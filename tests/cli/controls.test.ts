import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { commands } from '../../src/cli/commands/index.js'
import { Dense, Input, Sequential } from '../../src/index.js'
import { keratin, TextCapture } from './harness.js'
import { writePhotos } from './photos/photos.js'

/** A name that would change the colour, the title and the place of what is written, and turn its direction. */
const evil = 'evil\u001b[31m\u001b]0;title\u0007\u009b2J\u202e\u007f\r'
const shown = 'evil\\u001b[31m\\u001b]0;title\\u0007\\u009b2J\\u202e\\u007f\\u000d'

let cwd: string
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'keratin-controls-'))
  await writePhotos(join(cwd, 'made'), 8)
  for (const [from, to] of [
    ['cold', evil],
    ['warm', 'warm'],
  ] as const) {
    await mkdir(join(cwd, 'photos', to), { recursive: true })
    for (const name of await readdir(join(cwd, 'made', from)))
      await copyFile(join(cwd, 'made', from, name), join(cwd, 'photos', to, `${evil}${name}`))
  }
  await writeFile(join(cwd, 'photos/warm', `${evil}.png`), 'no image')
  await writeFile(join(cwd, `${evil}.png`), await readFile(join(cwd, 'made/cold/0.png')))
  const model = new Sequential([Input({ shape: [2] }), Dense(2, { name: evil })], { name: evil })
  await model.save(join(cwd, `${evil}.keras`))
  model.dispose()
})
afterAll(() => rm(cwd, { recursive: true, force: true }))

/** A command line for each command, in this order, whose words hold the name. */
const lines: Record<string, string[][]> = {
  train: [
    [
      'images',
      '--data',
      'photos',
      '--image-size',
      '16',
      '--epochs',
      '1',
      '--seed',
      '1',
      '--out',
      `run${evil}`,
    ],
    ['images', '--data', evil],
    [evil],
    ['digits', `--${evil}`],
    ['digits', '--epochs', evil],
  ],
  predict: [
    [`run${evil}`, `${evil}.png`, `${evil}.jpg`, 'photos/warm'],
    [`${evil}.keras`, 'x'],
  ],
  evaluate: [[`run${evil}`], [`run${evil}`, '--min', evil], [`run${evil}`, '--data', evil]],
  summary: [[`${evil}.keras`], [evil]],
  export: [
    [`${evil}.keras`, '--to', 'h5'],
    [evil, '--to', 'h5'],
    ['x', '--to', evil],
  ],
  datasets: [['verify', 'photos'], ['verify', evil], [evil]],
  plot: [['model', `${evil}.keras`, '-o', `${evil}.svg`], ['history', evil], [evil]],
  runs: [
    ['list', '--dir', '.'],
    ['show', `run${evil}`],
    ['compare', `run${evil}`, `run${evil}`],
    ['show', evil],
  ],
  init: [['made', '--recipe', evil]],
  engine: [[evil]],
  completion: [[evil]],
  doctor: [[evil], [`--${evil}`]],
}

test('only the one door writes to the streams', async () => {
  const folder = fileURLToPath(new URL('../../src/cli/', import.meta.url))
  const files = (await readdir(folder, { recursive: true })).filter(
    // templates are programs of their own
    (name) => name.endsWith('.ts') && !name.includes('templates'),
  )
  const writing = /\b(stdout|stderr)\.write\(|console\.\w+\(/
  const found = await Promise.all(
    files.map(async (name) => writing.test(await readFile(join(folder, name), 'utf8')) && name),
  )
  // beside the door words of our own alone: what a process says of its streams, and help that went through the door before
  const own = ['after.ts', 'main.ts', join('start', 'kept-help.ts')]
  expect(found.filter(Boolean).sort()).toEqual([...own, 'output.ts'].sort())
})

test('every command is looked at', () => {
  expect(Object.keys(lines).sort()).toEqual(commands.map(({ name }) => name).sort())
})

const seen = new Set<string>()

describe('names of files, classes and layers do not steer the terminal', () => {
  for (const [name, all] of Object.entries(lines))
    for (const [i, words] of all.entries())
      test(`${name} ${i + 1}`, async () => {
        for (const kind of ['pipe', 'terminal', 'json'] as const) {
          const [stdout, stderr] = [
            new TextCapture(kind === 'terminal'),
            new TextCapture(kind === 'terminal'),
          ]
          const flags = kind === 'json' && name !== 'completion' ? ['--json', '--debug'] : []
          const force = words.includes('--out') ? ['--force'] : []
          const out = words.includes('h5') ? ['-o', `out-${kind}.h5`] : []
          const env = kind === 'terminal' ? { TERM: 'xterm' } : {}
          await keratin([name, ...words, ...force, ...out, ...flags], { cwd, stdout, stderr, env })
          const written = stdout.text + stderr.text
          // what is ours on a terminal: colours, and lines that are redrawn
          // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
          const ours = kind === 'terminal' ? /\u001b\[(\d+m|2?K)|\r/g : /(?!)/
          // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
          expect(written.replace(ours, '')).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202e]/)
          // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
          expect(written).not.toMatch(/evil[\u0000-\u001f\u007f-\u009f]/)
          if (written.includes(shown.slice(0, 14))) seen.add(name)
        }
      })
  test('but are shown', () => {
    for (const name of ['train', 'predict', 'evaluate', 'summary', 'export', 'datasets'])
      expect(seen).toContain(name)
  })
})
