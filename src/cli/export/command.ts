import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { argumentError, ExitCode, KeratinError } from '../../support/errors.js'
import type { CommandCall } from '../command.js'
import { useEngine } from '../engine.js'
import type { exportOptions } from './options.js'

/** `keratin export` */
export async function exportModelCommand({
  args,
  options,
  output,
  io,
}: CommandCall<typeof exportOptions>): Promise<ExitCode> {
  const { to, out, float16 = false, force = false } = options
  if (to === undefined) {
    const hint = 'See keratin export --help.'
    throw argumentError('keratin export', 'the name of a format', '--to', undefined, hint)
  }
  await useEngine(options.engine)
  const { findModel } = await import('../model/open-model.js')
  const { outputPath } = await import('./output-path.js')
  const { exportModel } = await import('./export.js')
  const { file, run } = await findModel(args[0]!, io.cwd)
  const path = out ?? outputPath(run ?? file, to)
  const target = resolve(io.cwd, path)
  if (!force && existsSync(target)) {
    throw new KeratinError('FILE_UNWRITABLE', `Cannot write ${path}: it exists already.`, {
      hint: 'Choose another name with -o, or replace it with --force.',
    })
  }
  const result = await exportModel(file, target, {
    format: to,
    float16,
    overwrite: force,
    onWarning: (text) => output.warn(text),
  })
  output.document({ model: file, format: to, path, float16, ...result })
  output.result(
    [
      `${path}: largest difference ${result.difference.toPrecision(2)} of ${result.compared} outputs`,
      ...result.lost.map((what) => `  not in it: ${what}`),
    ].join('\n'),
  )
  if (result.agrees) return ExitCode.ok
  output.warn(`What was written computes something else: more than ${result.tolerance.toPrecision(2)}.`)
  return ExitCode.checkFailed
}
