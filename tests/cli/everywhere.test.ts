import { mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { commands } from '../../src/cli/commands/index.js'
import { GuardedStream } from '../../src/cli/guarded-stream.js'
import { flagOf } from '../../src/cli/options/values.js'
import { Conv2D, Dense, Flatten, Input, MaxPooling2D, Sequential, saveImage, tf } from '../../src/index.js'
import { textWidth } from '../../src/support/text-width.js'
import { keratin, TextCapture } from './harness.js'

let cwd: string
let env: Record<string, string>
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'keratin-everywhere-'))
  env = { KERATIN_CURVES: 'svg', KERATIN_DATA: join(cwd, 'made') }
  vi.stubEnv('KERATIN_DATA', env.KERATIN_DATA)
  for (const seed of [1, 2])
    await keratin(
      `train digits --limit 20 --epochs ${seed} --quiet --out runs/digits-${seed} --seed ${seed}`.split(' '),
      { cwd },
    )
  await putSmallModel()
  await keratin('datasets make --count 12 --out made --quiet'.split(' '), { cwd })
  await keratin('train text --data made/texts.csv --epochs 1 --quiet --seed 1 --out runs/text-1'.split(' '), {
    cwd,
  })
  const ink = tf.tensor3d(
    new Array(28 * 28).fill(0).map((_, i) => (i % 28 > 12 && i % 28 < 16 ? 255 : 0)),
    [28, 28, 1],
  )
  await saveImage(join(cwd, 'one.png'), ink)
  ink.dispose()
  await writeFile(join(cwd, 'a-file'), '')
  await writeFile(join(cwd, 'made/flawed.csv'), 'text,label\nthe same,a\nthe same,a\nanother,b\n')
  if (process.platform === 'linux')
    for (const name of ['full.h5', 'full.svg', 'full.txt']) await symlink('/dev/full', join(cwd, name))
})
afterAll(() => {
  vi.unstubAllEnvs()
  return rm(cwd, { recursive: true, force: true })
})

/** Puts a small network into the first run: every command line loads it, and what they say of it is of the same kind. */
async function putSmallModel(): Promise<void> {
  const model = Sequential([
    Input({ shape: [28, 28, 1] }),
    Conv2D(4, 3, { activation: 'relu' }),
    MaxPooling2D(3),
    Flatten(),
    Dense(10, { activation: 'softmax' }),
  ])
  model.compile({ optimizer: 'sgd', loss: 'sparse_categorical_crossentropy', metrics: ['accuracy'] })
  for (const name of ['best.keras', 'last.keras'])
    await model.save(join(cwd, 'runs/digits-1', name), { overwrite: true })
  model.dispose()
}

/** Command lines of each command: each of what its first argument can be, but for recipes, which are alike. */
const lines: Record<string, string[]> = {
  train: [
    'text --data made/texts.csv --epochs 1 --seed 1 --out trained --force',
    'digits --limit 20 --dry-run --seed 1',
    'digits --print-config --seed 1',
  ],
  predict: ['runs/digits-1 one.png --top-k 3', 'runs/text-1 good', 'runs/text-1 good --csv'],
  evaluate: ['runs/digits-1 --limit 20', 'runs/digits-1 --limit 20 --min accuracy=1'],
  summary: ['runs/digits-1'],
  plot: [
    'history runs/digits-1 runs/digits-2 -o out.svg',
    'model runs/digits-1 -o out.svg',
    'model runs/digits-1 --format text',
    'confusion runs/digits-1 --limit 20 -o out.svg',
    'mistakes runs/digits-1 --limit 20 --count 2 -o out.svg',
    'filters runs/digits-1 -o out.svg',
    'features runs/digits-1 one.png -o out.svg',
    'gradcam runs/digits-1 one.png -o out.svg',
    'occlusion runs/digits-1 one.png -o out.svg',
    'activations relu tanh -o out.svg',
    'embeddings runs/text-1 -o out.tsv',
  ],
  runs: ['list', 'show runs/digits-1', 'compare runs/digits-1 runs/digits-2', 'clean --dry-run --keep 1'],
  export: ['runs/digits-1 --to h5 -o out.h5 --force'],
  datasets: [
    'list',
    'info mnist',
    'info imdb',
    'path mnist',
    'fetch mnist',
    'verify mnist',
    'verify made/photos',
    'verify made/texts.csv',
    'make digits --count 10 --out made-2 --force',
  ],
  init: ['project'],
  engine: ['list'],
  completion: ['bash', 'zsh', 'fish'],
  doctor: ['', '--markdown'],
}

test('every command is looked at, and every choice of its first argument', () => {
  expect(Object.keys(lines).sort()).toEqual(commands.map(({ name }) => name).sort())
  for (const {
    name,
    arguments: [first],
  } of commands) {
    const choices = name === 'train' ? [] : Object.keys(first?.choices ?? {})
    expect(lines[name]!.map((line) => line.split(' ')[0])).toEqual(expect.arrayContaining(choices))
  }
})

/** What colours, or moves on a terminal. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const codes = /\u001b\[[\d;]*[A-Za-z]/

/** Numbers with a point, of more digits than anybody reads. */
const longNumbers = (text: string): string[] =>
  [...text.matchAll(/(?<![\w.+/-])-?\d+\.\d+(?![\w./-])/g)]
    .map(([number]) => number)
    .filter((number) => number.replace(/^-?[0.]*|\./g, '').length > 6)

/** Lines as they are on the screen: what is drawn over is not seen. */
const linesOf = (text: string): string[] => text.replaceAll(new RegExp(codes, 'g'), '').split(/[\r\n]/)

interface Place {
  /** Columns of the terminal; absent for a pipe. */
  columns?: number
  more?: Record<string, string>
  closed?: boolean
}

async function say(line: string, { columns, more = {}, closed = false }: Place) {
  const stdout = new TextCapture(columns !== undefined, columns)
  const stderr = new TextCapture(columns !== undefined, columns)
  const gone = closed ? { stdout: closedStream() } : { stdout }
  const { code } = await runLine(line, { ...gone, stderr, env: { ...env, ...more } })
  return { code, text: stdout.text + stderr.text, stdout: stdout.text, stderr: stderr.text }
}

const runLine = async (line: string, io: Parameters<typeof keratin>[1]) => {
  if (line.startsWith('init')) await rm(join(cwd, 'project'), { recursive: true, force: true })
  return keratin(line.split(' '), { cwd, ...io })
}

/** A stream whose reader has gone away. */
function closedStream(): GuardedStream {
  const failing = new Writable({
    write: (_chunk, _encoding, done) => done(Object.assign(new Error('closed'), { code: 'EPIPE' })),
  })
  return new GuardedStream(failing as unknown as NodeJS.WriteStream)
}

const all = Object.entries(lines).flatMap(([name, ends]) => ends.map((line) => `${name} ${line}`.trim()))
/** What is not broken: words, command lines to copy, tables that are drawn, and what is made for programs. */
const isWhole = (row: string): boolean => !row.trim().includes(' ') || /^[┏┡├└┃│]|keratin \w|npm /.test(row)
const isForPrograms = /^completion|--csv|--format text|--markdown|--print-config/

const usual = (line: string) => (line.includes('--min') ? 4 : 0)

describe.each(all)('%s', (line) => {
  test('on a narrow terminal: lines fit, and numbers are short', async () => {
    const { code, text } = await say(line, { columns: 60, more: { TERM: 'xterm' } })
    expect(code).toBe(usual(line))
    expect(longNumbers(text)).toEqual([])
    if (!isForPrograms.test(line))
      expect(linesOf(text).filter((row) => textWidth(row) > 60 && !isWhole(row))).toEqual([])
  })
  test.skipIf(/^completion|--markdown|--csv/.test(line))('as JSON', async () => {
    const { code, stdout } = await runLine(`${line} --json`, { env })
    expect(code).toBe(usual(line))
    expect(stdout).not.toBe('')
  })
})

/** One line of each command: what streams do is the same for all that it says. */
const first = Object.entries(lines).map(([name, ends]) => `${name} ${ends[0]}`.trim())

describe.each(first.map((line, i) => [line, i] as const))('%s', (line, i) => {
  const [name, value] = (
    [
      ['NO_COLOR', '1'],
      ['CI', 'true'],
    ] as const
  )[i % 2]!
  test(`has no colours, and draws nothing over, with ${name}`, async () => {
    const { code, text } = await say(line, { columns: 80, more: { [name]: value } })
    expect([code, codes.test(text), text.includes('\r')]).toEqual([usual(line), false, false])
  })
  test('comes to its end when nobody reads what it says, and has no colours in a pipe', async () => {
    const { code, stderr } = await say(line, { closed: true })
    expect([code, codes.test(stderr), stderr.includes('\r')]).toEqual([usual(line), false, false])
  })
})

/** Command lines that write: where a file stands in place of the folder, and where the disk is full. */
const written: Record<string, string[]> = {
  train: ['text --data made/texts.csv --epochs 1 --out a-file/x'],
  evaluate: ['runs/digits-1 --limit 20 --output a-file/x.json', 'runs/digits-1 --limit 20 --output full.txt'],
  plot: [
    'activations relu --out a-file/x.svg',
    'activations relu --out full.svg',
    'model runs/digits-1 --format text --out full.txt',
    'embeddings runs/text-1 --out a-file/x.tsv',
  ],
  export: ['runs/digits-1 --to h5 --out a-file/x.h5', 'runs/digits-1 --to h5 --force --out full.h5'],
  datasets: [
    'make digits --count 10 --out a-file/x',
    'verify made/flawed.csv --fix-list a-file/x.txt',
    'verify made/flawed.csv --fix-list full.txt',
  ],
  init: ['a-file/x'],
}

test('every option that names what is written is looked at', () => {
  for (const { name, options } of commands)
    for (const option of ['out', 'output', 'fixList'])
      if (option in options) expect(written[name]!.join(' ')).toContain(`${flagOf(option)} `)
})

describe.runIf(process.platform === 'linux')('what cannot be written is one line, and leaves nothing', () => {
  const tried = Object.entries(written).flatMap(([name, ends]) => ends.map((end) => `${name} ${end}`))
  test.each(tried)('%s', async (line) => {
    const before = await readdir(cwd, { recursive: true })
    const { code, stderr } = await keratin([...line.split(' '), '--quiet'], { cwd, env })
    expect(stderr).toMatch(/^error\[FILE_UNWRITABLE\]: Cannot write [^\n]+\.\n$/)
    expect(code).toBe(1)
    expect(await readdir(cwd, { recursive: true })).toEqual(before)
  })
})
