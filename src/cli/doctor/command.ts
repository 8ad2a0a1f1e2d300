import { ExitCode } from '../../support/errors.js'
import { formatBytes } from '../../support/format.js'
import { hasColour, style } from '../../support/terminal.js'
import type { CommandCall } from '../command.js'
import type { doctorOptions } from './options.js'

/** `keratin doctor` */
export async function doctorCommand({ output, io }: CommandCall<typeof doctorOptions>): Promise<ExitCode> {
  const { diagnose } = await import('./doctor.js')
  const diagnosis = await diagnose()
  const { keratin, platform, cores, memory, engine, findings } = diagnosis
  const { green, yellow, red } = style(hasColour(io.stdout, io.env))
  const marks = { ok: green('ok'), absent: yellow('--'), fault: red('!!') }
  const width = Math.max(...findings.map((f) => f.name.length))
  output.document(diagnosis)
  output.result(
    `keratin ${keratin} on ${platform}, ${cores} cores, ${formatBytes(memory)}; engine in use: ${engine}`,
  )
  for (const { name, state, detail } of findings)
    output.result(`${marks[state]} ${name.padEnd(width)}  ${detail}`)
  const faults = findings.filter((f) => f.state === 'fault')
  if (faults.length === 0) return ExitCode.ok
  output.note(`${faults.length} fault${faults.length > 1 ? 's' : ''} found.`)
  return ExitCode.checkFailed
}
