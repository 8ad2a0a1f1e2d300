import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Io } from '../../src/cli/io.js'
import { run } from '../../src/cli/run.js'

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
  return { code, stdout: stdout.text, stderr: stderr.text }
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

/** A small run of the recipe `digits` in a folder of its own. */
export async function tinyRun(more: readonly string[] = []) {
  const cwd = await mkdtemp(join(tmpdir(), 'keratin-run-'))
  const words = '--limit 200 --epochs 2 --batch-size 20 --seed 3 --out run --json'.split(' ')
  const outcome = await keratin(['train', 'digits', ...words, ...more], { cwd })
  const remove = () => rm(cwd, { recursive: true, force: true })
  return { cwd, folder: join(cwd, 'run'), outcome, remove }
}
