import type { TextStream } from '../support/terminal.js'

/** The world as a command sees it: nothing in the command line touches `process` but through this. */
export interface Io {
  /** What is piped in. */
  stdin: AsyncIterable<Uint8Array | string>
  /** Results only. */
  stdout: TextStream
  /** Everything else: progress, notes, warnings, errors. */
  stderr: TextStream
  env: Readonly<Record<string, string | undefined>>
  /** The folder relative paths start from. */
  cwd: string
  /** Aborted by the first Ctrl-C. */
  signal: AbortSignal
}

/** The io of this process, with some parts replaced. */
export function processIo(given: Partial<Io> = {}): Io {
  return {
    // a stream that nobody reads is not opened
    get stdin() {
      return process.stdin
    },
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    cwd: process.cwd(),
    signal: new AbortController().signal,
    ...given,
  }
}
