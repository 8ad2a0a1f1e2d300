import type { TextStream } from '../support/terminal.js'

/** A stream of the process that may fail while a command runs: its reader goes away, or the disk is full. */
export class GuardedStream implements TextStream {
  /** Why nothing can be written any more. */
  failure: NodeJS.ErrnoException | undefined
  /** Whether something was to be written after that. */
  isCut = false

  #isUsed = false

  constructor(readonly stream: NodeJS.WriteStream) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      this.failure ??= error
    })
  }

  write(text: string): boolean {
    if (this.failure) {
      this.isCut = true
      return false
    }
    this.#isUsed = true
    return this.stream.write(text)
  }

  get isTTY(): boolean {
    return this.stream.isTTY
  }

  get columns(): number {
    return this.stream.columns
  }

  /** Whether its reader went away, as `head` does when it has seen enough. */
  get isClosed(): boolean {
    return this.failure?.code === 'EPIPE'
  }

  /** Waits until what was written has arrived, or has failed. */
  async flush(): Promise<void> {
    if (this.#isUsed && !this.failure)
      await new Promise<void>((resolve) => this.stream.write('', () => resolve()))
  }
}
