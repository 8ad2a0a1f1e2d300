import module from 'node:module'
import { dirname, join } from 'node:path'
import { thisFile } from '../../support/package-file.js'
import { type Given, type Loaded, loadScript } from './load-script.js'

/** Runs a command from one of the scripts: help and usage from a small one, everything else from the whole one. */
export async function startScript(
  words: readonly string[],
  importModule: Given['importModule'],
): Promise<void> {
  // what other packages compile is kept for the next start, where Node can do so: from 22.1 on
  ;(module as { enableCompileCache?: () => unknown }).enableCompileCache?.()
  const loaded: Loaded[] = []
  const load = (file: string, use: string): Loaded => {
    const given = { importModule, loadScript: (other: string) => load(other, use) }
    const script = loadScript(join(dirname(thisFile), file), use, given)
    loaded.push(script)
    return script
  }
  const [first = 'help'] = words
  const script = asksForHelp(words) ? load('help.cjs', 'help') : load('command.cjs', first.replace(/\W/g, ''))
  await (script.exports.main as () => Promise<void>)()
  // what went wrong is no measure of what is needed
  if (!process.exitCode) for (const { keep } of loaded) keep()
}

const asksForHelp = (words: readonly string[]): boolean =>
  words.length === 0 || words[0] === 'help' || words.some((word) => /^(-h|--help|-V|--version)$/.test(word))
