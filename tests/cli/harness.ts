import { readFileSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { commands } from '../../src/cli/commands/index.js'
import type { Io } from '../../src/cli/io.js'
import { run } from '../../src/cli/run.js'
import { faultsIn, type JsonSchema } from '../harness/json-schema.js'

/** What a command line did. */
export interface Outcome {
  code: number
  stdout: string
  stderr: string
}

/** A stream that keeps what is written to it. */
export class TextCapture {
  text = ''
  constructor(
    readonly isTTY = false,
    readonly columns = 100,
  ) {}
  write(text: string): boolean {
    this.text += text
    return true
  }
}

/** Pictures of pixels are drawn where they are what is tested. */
const usual = { KERATIN_CURVES: 'svg' }

/** Runs a command line in this process. */
export async function keratin(words: readonly string[], io: Partial<Io> = {}): Promise<Outcome> {
  const stdout = new TextCapture()
  const stderr = new TextCapture()
  const code = await run(words, { stdout, stderr, env: usual, ...io })
  if (words.includes('--json') && io.stdout === undefined) checkJson(words[0]!, stdout.text)
  return { code, stdout: stdout.text, stderr: stderr.text }
}

const schemas = fileURLToPath(new URL('../../docs/schemas/', import.meta.url))

/** The schema of what a command prints with --json, or of an `error`. */
export const schemaOf = (name: string): JsonSchema =>
  JSON.parse(readFileSync(join(schemas, `${name}.json`), 'utf8')) as JsonSchema

const isCommand = (word: string): boolean => commands.some(({ name }) => name === word)

/** What a command prints with --json is as its schema in docs/schemas says: in every test that asks for JSON. */
function checkJson(command: string, text: string): void {
  if (!isCommand(command) || text === '') return
  // events have a line each; so has an error after a document
  const lines = text.trimEnd().split('\n')
  const events = lines
    .filter((line) => line.startsWith('{"event":'))
    .map((line) => JSON.parse(line) as object)
  const document = lines.filter((line) => !line.startsWith('{"event":')).join('\n')
  const faults = [...(document === '' ? [] : [JSON.parse(document) as object]), ...events].flatMap((value) =>
    faultsIn(value, schemaOf('event' in value && value.event === 'error' ? 'error' : command)),
  )
  if (faults.length > 0)
    throw new Error(`keratin ${command} --json is not as docs/schemas says: ${faults.join('; ')}`)
}

/** A folder that is there while `use` runs. */
export async function withFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'keratin-cli-'))
  try {
    return await use(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** The objects of a stream of JSON lines. */
export const jsonLines = (text: string): Record<string, unknown>[] =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)

/** A table of ten texts of each of two classes, for trainings in processes of their own: a network of 465 parameters. */
export const fewTexts = `text,label\n${Array.from({ length: 10 }, (_, i) => `good film ${i},a\nbad film ${i},b\n`).join('')}`
/** How it is trained on, written to `texts.csv`: the seed draws what it is trained on, and so how many words it knows. */
export const trainTexts = 'train text --data texts.csv --seed 1'

interface TinyRun {
  files: ReadonlyMap<string, Buffer>
  outcome: Outcome
}

// test files share a process, but not what they load; what is trained is always the same
const kept = globalThis as { keratinTinyRun?: TinyRun }

async function trainTinyRun(): Promise<TinyRun> {
  return withFolder(async (cwd) => {
    const words = '--limit 200 --epochs 2 --batch-size 20 --seed 3 --out run --json'.split(' ')
    const outcome = await keratin(['train', 'digits', ...words], { cwd })
    const files = new Map<string, Buffer>()
    const folder = join(cwd, 'run')
    for (const name of await readdir(folder).catch(() => []))
      files.set(name, await readFile(join(folder, name)))
    return { files, outcome }
  })
}

/** A small run of the recipe `digits` in a folder of its own; trained once, and copied. */
export async function tinyRun() {
  kept.keratinTinyRun ??= await trainTinyRun()
  const { files, outcome } = kept.keratinTinyRun
  const cwd = await mkdtemp(join(tmpdir(), 'keratin-run-'))
  const folder = join(cwd, 'run')
  await mkdir(folder)
  for (const [name, bytes] of files) await writeFile(join(folder, name), bytes)
  const remove = () => rm(cwd, { recursive: true, force: true })
  return { cwd, folder, outcome, remove }
}
