import { dirname, join } from 'node:path'
import { ExitCode } from '../../support/errors.js'
import { readPackageFile, thisFile } from '../../support/package-file.js'
import { GuardedStream } from '../guarded-stream.js'
import { helpWidth } from '../help-width.js'

/** Whether nothing is asked for but the help of the program. */
export const isPlainHelp = (words: readonly string[]): boolean =>
  words.length === 0 || (words.length === 1 && /^(-h|--help|help)$/.test(words[0]!))

/**
 * Shows the help of the program as the build wrote it down, for the widths that are usual (scripts/tools/help-texts.mjs):
 * quicker than to put it together.
 *
 * @returns whether it was there for the width of standard output
 */
export async function showKeptHelp(): Promise<boolean> {
  const stdout = new GuardedStream(process.stdout)
  const file = join(dirname(thisFile), 'help.json')
  const texts = JSON.parse(readPackageFile(file).toString()) as Record<string, string>
  const text = texts[helpWidth(stdout)]
  if (text === undefined) return false
  stdout.write(text)
  await stdout.flush()
  if (stdout.failure) {
    const { codeAfter } = await import('../after.js')
    process.exitCode = codeAfter(ExitCode.ok, stdout, new GuardedStream(process.stderr))
  }
  return true
}
