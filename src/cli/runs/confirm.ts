import { KeratinError } from '../../support/errors.js'
import type { Output } from '../output.js'

/**
 * Asks on standard error, where a terminal can answer; yes is "y" or "yes".
 *
 * @throws KeratinError ARGUMENT where nobody can be asked
 */
export async function confirm(question: string, output: Output): Promise<boolean> {
  const { io } = output
  const stdin = io.stdin as { isTTY?: boolean } & Output['io']['stdin']
  if (stdin.isTTY !== true || io.stderr.isTTY !== true) {
    throw new KeratinError('ARGUMENT', 'There is no terminal to ask on.', {
      hint: 'Look with --dry-run, then remove with --yes.',
    })
  }
  output.ask(`${question}\n[y/N]`)
  for await (const piece of stdin) {
    const answer = String(typeof piece === 'string' ? piece : Buffer.from(piece)).trim()
    return /^y(es)?$/i.test(answer)
  }
  return false
}
