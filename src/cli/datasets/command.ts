import { resolve } from 'node:path'
import { ExitCode } from '../../support/errors.js'
import { Progress } from '../../support/progress.js'
import { isInteractive } from '../../support/terminal.js'
import type { CommandCall } from '../command.js'
import type { datasetsOptions } from './options.js'
import { showImageReport } from './report.js'

/** `keratin datasets` */
export async function datasetsCommand({
  args,
  output,
  io,
}: CommandCall<typeof datasetsOptions>): Promise<ExitCode> {
  const [, folder] = args as [string, string]
  const { verifyImages } = await import('../../data/images/verify-images.js')
  const progress = new Progress({
    label: 'Looking through images',
    unit: 'files',
    quiet: output.quiet || !isInteractive(io.stderr, io.env),
    stream: io.stderr,
  })
  try {
    const report = await verifyImages(resolve(io.cwd, folder), {
      signal: io.signal,
      onImage(done, total) {
        progress.total = total
        progress.update(done)
      },
    })
    progress.abandon()
    output.document(report)
    output.result(showImageReport({ ...report, folder }))
    const { unreadable, duplicates, leaks } = report
    return unreadable.length + duplicates.length + leaks.length > 0 ? ExitCode.checkFailed : ExitCode.ok
  } finally {
    progress.abandon()
  }
}
