/** Bounds that leave all numbers as they are. Plans put a ReLU that follows into their place. */
export const unbounded = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] as const

/**
 * Arguments of kernels that may scale, shift and bound their results for each channel: that they do not. Plans put a batch
 * normalization that follows into their place.
 */
export const asTheyAre = [0, 0, ...unbounded] as const
