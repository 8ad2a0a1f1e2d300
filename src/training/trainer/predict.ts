import type { BatchSource } from '../../data/index.js'
import type { tf } from '../../engine/index.js'
import { KeratinError } from '../../support/errors.js'
import { CallbackList } from '../callbacks/callback-list.js'
import { Breather } from './breather.js'
import { Collector } from './collect.js'
import { listOfCallbacks, makeProgress, verbosity } from './make-callbacks.js'
import { openBatches } from './open-batches.js'
import type { PredictOptions } from './options.js'
import { runEpoch } from './run-epoch.js'
import type { Session } from './session.js'

/** The outputs for all data, which become the caller's. */
export async function predictSource(
  session: Session,
  source: BatchSource,
  { verbose, callbacks: given, steps: limit, signal }: PredictOptions,
): Promise<tf.Tensor[]> {
  const quiet = verbose === undefined || verbose === 'auto'
  const progress = makeProgress(verbose, () => ({}), !quiet)
  const callbacks = new CallbackList(
    [...listOfCallbacks(given), ...(progress ? [progress] : [])],
    session.model,
    { verbose: verbosity(verbose), epochs: 1, steps: limit ?? source.steps ?? null },
  )
  const collector = new Collector(limit === undefined ? source.size : undefined)
  try {
    await callbacks.emit('onPredictBegin')
    const batches = openBatches(source, false)
    try {
      await runEpoch(
        batches.iterator,
        { limit },
        {
          begin: (step) => callbacks.emit('onPredictBatchBegin', step),
          run: (batch) => collector.add(session.predict(batch)),
          end: (step) => callbacks.emit('onPredictBatchEnd', step),
          stop: () => signal?.aborted === true,
        },
        new Breather(),
      )
    } finally {
      await batches.close()
    }
    await callbacks.emit('onPredictEnd')
    const outputs = collector.finish()
    if (outputs) return outputs
    throw new KeratinError('DATA', 'There are no samples to predict.')
  } finally {
    progress?.close()
    collector.dispose()
  }
}
