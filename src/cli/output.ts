import { fitLines } from '../support/fit-lines.js'
import { forTerminal, hasColour, type Style, style } from '../support/terminal.js'
import type { Io } from './io.js'

/**
 * Where a command's words go: results to stdout, everything else to stderr. It is the one door to both: what would steer
 * a terminal, in the names of files and classes, is written out.
 */
export class Output {
  /** Styles for stderr. */
  readonly style: Style

  constructor(
    readonly io: Io,
    readonly json: boolean,
    readonly quiet: boolean,
  ) {
    this.style = style(hasColour(io.stderr, io.env))
  }

  /** Columns that notes may take: those of the terminal, or as many as they want. */
  get columns(): number {
    const { isTTY, columns } = this.io.stderr
    return isTTY ? (columns || 80) - 1 : Number.POSITIVE_INFINITY
  }

  /** The result for people; nothing where JSON was asked for. Its lines fit a terminal. */
  result(text: string): void {
    const { isTTY, columns } = this.io.stdout
    this.copied(isTTY ? fitLines(text, columns || 80) : text)
  }

  /** A result for people that is there to be copied: a path, a program. */
  copied(text: string): void {
    if (!this.json) this.text(text)
  }

  /** What is the result whether JSON was asked for or not. */
  text(text: string): void {
    this.io.stdout.write(`${forTerminal(text)}\n`)
  }

  /** The result as one JSON document, where it was asked for. */
  document(value: unknown): void {
    // what is written out within its strings is JSON for the same
    if (this.json) this.text(JSON.stringify(value, null, 2))
  }

  /** One line of JSON of a stream of events, where it was asked for. */
  event(event: string, values: object): void {
    if (this.json) this.text(JSON.stringify({ event, ...values }))
  }

  /** Something worth knowing; silent with `--quiet`. */
  note(text: string): void {
    if (!this.quiet) this.say(text)
  }

  /** Something that went wrong without ending the command. */
  warn(text: string): void {
    this.say(`${this.style.yellow('warning')}: ${text}`)
  }

  /** A question, behind which the answer is typed. */
  ask(question: string): void {
    this.io.stderr.write(`${forTerminal(question)} `)
  }

  /** What is said even with `--quiet`. */
  say(text: string): void {
    this.io.stderr.write(`${forTerminal(fitLines(text, this.columns))}\n`)
  }
}
