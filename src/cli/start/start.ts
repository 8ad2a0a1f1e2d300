import { isPlainHelp, showKeptHelp } from './kept-help.js'
import type { Given } from './load-script.js'

/**
 * Runs the command line of the package as a process. What only some commands need is loaded for these.
 *
 * @param words the arguments
 * @param importModule imports an ES module
 */
export async function start(words: readonly string[], importModule: Given['importModule']): Promise<void> {
  if (isPlainHelp(words) && (await showKeptHelp())) return
  const { startScript } = await import('./start-script.js')
  await startScript(words, importModule)
}
