import { engineInfo } from '../../engine/index.js'
import type { Model } from '../../model/index.js'
import { formatNamed } from '../../saving/formats.js'
import { noDate } from '../../saving/no-date.js'

/** Memory, in bytes. */
export interface Memory {
  /** What the process took at its most, with everything in it. */
  process: number
  /** What is held from step to step: data, weights, the state of the optimizer. */
  held: number
}

/**
 * Measures what a training takes, by doing what it does: steps, of which the third is run from what was recorded of those
 * before, and making a file of the model, which goes nowhere.
 *
 * @param step trains one batch; it was called once before
 */
export async function measureMemory(model: Model, step: () => Promise<unknown>): Promise<Memory> {
  const { bytes: held } = engineInfo().memory
  for (let i = 0; i < 2; i++) await step()
  const data = await formatNamed('keras')!.write!(model, { date: noDate, float16: false })
  // pieces are made as they are asked for
  if (typeof data !== 'string' && !(data instanceof Uint8Array)) for await (const _ of data);
  return { process: process.resourceUsage().maxRSS * 1024, held }
}
