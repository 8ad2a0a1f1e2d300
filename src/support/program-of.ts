/**
 * Functions as the text of a program for another thread or process: a constant for each, by its name. They must not refer to
 * anything but their arguments and each other.
 */
export function programOf(functions: Record<string, (...args: never[]) => unknown>): string {
  const constants = Object.entries(functions).map(([name, code]) => `const ${name} = ${code.toString()}`)
  // bundlers that keep the names of functions call this within them
  return ['const __name = (named) => named', ...constants].join('\n')
}
