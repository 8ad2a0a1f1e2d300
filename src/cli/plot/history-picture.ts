import { type EpochResults, type Picture, plotHistory } from '../../plot/index.js'
import type { RunEpoch } from '../model/run-history.js'

/**
 * The curves of one run, or of several by name.
 *
 * @param monitor the result that makes an epoch the best
 */
export const historyPicture = (
  epochs: readonly RunEpoch[] | Readonly<Record<string, readonly RunEpoch[]>>,
  monitor: string | undefined,
  options: { title: string; yScale?: 'log' },
): Picture =>
  plotHistory(epochs as readonly EpochResults[], {
    ...options,
    ...(monitor !== undefined && { monitor }),
  })
