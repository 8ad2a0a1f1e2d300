import { ExitCode } from '../../support/errors.js'
import { padToWidth, textWidth } from '../../support/text-width.js'
import type { CommandCall } from '../command.js'
import type { EngineReport } from './look.js'
import type { engineOptions } from './options.js'

/** `keratin engine` */
export async function engineCommand({ output }: CommandCall<typeof engineOptions>): Promise<ExitCode> {
  const { lookAtEngines } = await import('./look.js')
  const engines = await lookAtEngines(false)
  output.document({ engines })
  output.result(showEngines(engines))
  return engines.some(({ state }) => state === 'fault') ? ExitCode.checkFailed : ExitCode.ok
}

function showEngines(engines: readonly EngineReport[]): string {
  const names = engines.map(({ name, inUse }) => (inUse ? `${name} *` : name))
  const width = Math.max(...names.map(textWidth))
  const lines = engines.map((engine, i) => `${padToWidth(names[i]!, width)}  ${describeEngine(engine)}`)
  return `${lines.join('\n')}\n\n* in use; another is chosen with --engine or KERATIN_ENGINE`
}

/** What an engine is, in a line: version, threads, SIMD, kernels; or why it is not there. */
export function describeEngine({
  state,
  reason,
  version,
  threads,
  simd,
  forwardedKernels = [],
}: EngineReport): string {
  if (state !== 'ok') return `${state === 'fault' ? 'does not work' : 'not there'}: ${reason}`
  const parts = [
    version,
    threads && `${threads} thread${threads > 1 ? 's' : ''}`,
    simd === true ? 'SIMD' : simd === false ? 'no SIMD' : '',
    forwardedKernels.length > 0 && `${forwardedKernels.length} kernels by cpu`,
  ]
  return parts.filter(Boolean).join(', ')
}
