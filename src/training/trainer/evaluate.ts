import type { BatchSource } from '../../data/index.js'
import { KeratinError } from '../../support/errors.js'
import type { CallbackList } from '../callbacks/callback-list.js'
import type { Logs } from '../callbacks/index.js'
import { Breather } from './breather.js'
import { openBatches } from './open-batches.js'
import { runEpoch } from './run-epoch.js'
import type { Session } from './session.js'

export interface EvaluationOptions {
  steps?: number | undefined
  signal?: AbortSignal | undefined
  breather?: Breather
}

/** Goes once over the data and returns loss and metrics. */
export async function evaluateSource(
  session: Session,
  source: BatchSource,
  callbacks: CallbackList,
  { steps: limit, signal, breather = new Breather() }: EvaluationOptions,
): Promise<Logs> {
  await callbacks.emit('onTestBegin')
  const batches = openBatches(source, false)
  const results = () => session.results()
  let seen = 0
  try {
    const { steps } = await runEpoch(
      batches.iterator,
      { limit },
      {
        begin: (step) => callbacks.emit('onTestBatchBegin', step),
        run: (batch, step) => {
          if (step === 0) session.begin(batch)
          session.evaluate(batch)
        },
        end: (step) => callbacks.emitBatch('onTestBatchEnd', step, results),
        stop: () => signal?.aborted === true,
      },
      breather,
    )
    seen = steps
  } finally {
    await batches.close()
  }
  if (seen === 0) throw new KeratinError('DATA', 'There are no samples to evaluate.')
  const logs = results()
  await callbacks.emit('onTestEnd', logs)
  return logs
}
