import { forTerminal } from './terminal.js'

/**
 * Says on stderr what goes wrong without ending the program: the library's one way to warn.
 *
 * @example warn('The loss became NaN.')
 */
export const warn = (message: string): void => say(`Warning: ${message}`)

/** Says a line on stderr. */
export function say(message: string): void {
  process.stderr.write(`${forTerminal(message)}\n`)
}

/** A warning of the process, which programs can listen for. */
export function emitWarning(message: string, type = 'Warning'): void {
  process.emitWarning(forTerminal(message), type)
}
