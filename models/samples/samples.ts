/** What samples are called. */
export type SampleKind = 'photos' | 'texts' | 'images'

/** Samples, known by their contents, in an order. */
export interface Samples {
  /** What tells each by its content. */
  keys: readonly string[]
  /** The class number of each. */
  classes: ArrayLike<number>
  /** The file of each, from the folder of the data on, where samples are files. */
  names?: readonly string[]
}

/** Samples with what their classes are called. */
export interface FoundSamples extends Samples {
  of: SampleKind
  labels: readonly string[]
  /** Where they were found, for messages. */
  where: string
  /** Whether there may be more of them another time, as in a folder of one's own. Default false: a data set is what it is. */
  grows?: boolean
  /** The places of those in a part of the data that is for the test; absent where the data has none. */
  ownTest?: readonly number[]
}

export const partNames = ['train', 'validation', 'test'] as const
export type PartName = (typeof partNames)[number]

/** Which samples a run trained on, chose its best epoch by, and was tested on, each in the order it got them. */
export interface KeptSamples extends Readonly<Record<PartName, Samples>> {
  of: SampleKind
  labels: readonly string[]
}
