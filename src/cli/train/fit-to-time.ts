/** What was measured of a training. */
export interface Measured {
  /** Seconds a step takes. */
  pace: number
  /** Steps of an epoch. */
  steps: number
  /** Seconds after the steps of an epoch: validation, and what is written. */
  perEpoch: number
}

/** How much is trained: whole epochs, or so many steps of one. */
export interface Fitted {
  epochs: number
  stepsPerEpoch?: number
}

/**
 * As many epochs as fit into a time; where there is none for a whole one, a part of it.
 *
 * @param seconds what is left of the time
 */
export function fitToTime(seconds: number, { pace, steps, perEpoch }: Measured): Fitted {
  const epochs = Math.floor(seconds / (pace * steps + perEpoch))
  if (epochs >= 1) return { epochs }
  const some = Math.floor((seconds - perEpoch) / pace)
  return { epochs: 1, stepsPerEpoch: Math.min(steps, Math.max(1, some)) }
}
