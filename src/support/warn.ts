/**
 * Says on stderr what goes wrong without ending the program: the library's one way to warn.
 *
 * @example warn('The loss became NaN.')
 */
export function warn(message: string): void {
  process.stderr.write(`Warning: ${message}\n`)
}
