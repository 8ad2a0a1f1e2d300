/** The share of the samples that is kept for the test where data of one's own has no part for it. */
export const testShare = { photos: 0.15, texts: 0.2 } as const
