import { argumentError, ExitCode } from '../../support/errors.js'
import { formatBytes } from '../../support/format.js'
import { hasColour, style } from '../../support/terminal.js'
import type { CommandCall } from '../command.js'
import type { Diagnosis } from './doctor.js'
import type { doctorOptions } from './options.js'

/** `keratin doctor` */
export async function doctorCommand({
  options,
  output,
  io,
}: CommandCall<typeof doctorOptions>): Promise<ExitCode> {
  const { markdown = false } = options
  if (markdown && output.json)
    throw argumentError('keratin doctor', 'left out with --json', '--markdown', markdown)
  const { diagnose } = await import('./doctor.js')
  const diagnosis = await diagnose(io.env.KERATIN_DATA || undefined)
  output.document(diagnosis)
  if (markdown) output.copied(asMarkdown(diagnosis))
  else output.result(asText(diagnosis, hasColour(io.stdout, io.env)))
  const faults = diagnosis.findings.filter((f) => f.state === 'fault')
  if (faults.length === 0) return ExitCode.ok
  output.note(`${faults.length} fault${faults.length > 1 ? 's' : ''} found.`)
  return ExitCode.checkFailed
}

const headline = ({ keratin, platform, cores, memory, engine }: Diagnosis): string =>
  `keratin ${keratin} on ${platform}, ${cores} cores, ${formatBytes(memory)}; engine in use: ${engine}`

function asText(diagnosis: Diagnosis, colour: boolean): string {
  const { findings } = diagnosis
  const { green, yellow, red } = style(colour)
  const marks = { ok: green('ok'), absent: yellow('--'), fault: red('!!') }
  const width = Math.max(...findings.map((f) => f.name.length))
  const lines = findings.map(({ name, state, detail }) => `${marks[state]} ${name.padEnd(width)}  ${detail}`)
  return [headline(diagnosis), ...lines].join('\n')
}

/** Reasons of the system may name folders. */
const withoutPaths = (text: string): string =>
  text.replace(/(?:file:\/\/)?(?:\b[A-Za-z]:\\|(?<![\w@.-])\/)[^\s'",]+/g, '...')

/** A table to paste into an issue. Nothing in it tells whose machine it is: paths are left out. */
function asMarkdown(diagnosis: Diagnosis): string {
  const words = { ok: 'ok', absent: 'not there', fault: '**fault**' }
  const cell = (text: string) => text.replace(/[|\\`*_<>[\]]/g, '\\$&')
  const rows = diagnosis.findings.map(({ name, state, detail }) => {
    const shown =
      name === 'cache' ? (state === 'ok' ? 'can be written' : 'cannot be written') : withoutPaths(detail)
    return `| ${name} | ${words[state]} | ${cell(shown)} |`
  })
  const { engines } = diagnosis
  const missing = engines.find(({ name }) => name === 'wasm')?.forwardedKernels ?? []
  return [
    headline(diagnosis),
    '',
    '| what | state | |',
    '| --- | --- | --- |',
    ...rows,
    ...(missing.length > 0
      ? ['', `Kernels of \`wasm\` that go through \`cpu\`: ${missing.join(', ')}.`]
      : []),
  ].join('\n')
}
