import { fitWidth, forTerminal, isInteractive, type TextStream } from './terminal.js'

export interface LiveLineOptions {
  /** Where to; default stderr. */
  stream?: TextStream
  /** Whether the line may be redrawn; default what the stream and the environment allow. */
  interactive?: boolean
  /** Least time between two drawings in milliseconds; default 100. */
  interval?: number
  /** The clock in milliseconds; default `performance.now`. */
  now?: () => number
}

/** One line at the bottom of a terminal, redrawn in place; without a terminal only what `end` is given is written. */
export class LiveLine {
  readonly interactive: boolean
  /** Columns that a drawn line may take. */
  readonly columns: number
  readonly #stream: TextStream
  readonly #interval: number
  readonly #now: () => number
  #drawnAt = Number.NEGATIVE_INFINITY
  #drawn = ''

  constructor({ stream = process.stderr, interactive, interval = 100, now }: LiveLineOptions = {}) {
    this.#stream = stream
    this.interactive = interactive ?? isInteractive(stream)
    this.columns = (stream.columns || 80) - 1
    this.#interval = interval
    this.#now = now ?? (() => performance.now())
  }

  /** Draws the line, unless it was drawn a moment ago. A function is called only when its text will be drawn. */
  show(text: string | (() => string)): void {
    if (!this.interactive) return
    const now = this.#now()
    if (now - this.#drawnAt < this.#interval) return
    this.#drawnAt = now
    this.#draw(typeof text === 'string' ? text : text())
  }

  /** Writes a line of its own above the live line. */
  note(text: string): void {
    const held = this.#drawn
    this.clear()
    this.#stream.write(`${forTerminal(text)}\n`)
    if (held) this.#draw(held)
  }

  /** Takes the line away. */
  clear(): void {
    if (this.#drawn) this.#stream.write('\r\u001b[2K')
    this.#drawn = ''
  }

  /** Leaves `text` as a finished line, or nothing. */
  end(text?: string): void {
    this.clear()
    if (text !== undefined) this.#stream.write(`${forTerminal(text)}\n`)
  }

  #draw(text: string): void {
    const line = fitWidth(text, this.columns)
    if (line === this.#drawn) return
    this.#stream.write(`\r${forTerminal(line)}\u001b[K`)
    this.#drawn = line
  }
}
