import type { KeptPlaces } from './find-kept.js'
import { type FoundSamples, type KeptSamples, partNames } from './samples.js'

/** Some samples: how many, and the files of a few of them. */
export interface SomeSamples {
  count: number
  examples: string[]
}

/** How data differs from what a run had of it. */
export interface DataChanges {
  /** Samples that the run has not seen; absent for a data set that is always the same. */
  new?: SomeSamples
  /** Of the test of the run: those that are not there any more. */
  missing: SomeSamples
  /** Those whose file is there with another content. */
  changed: SomeSamples
  /** Those whose file has another name, as `before → now`. */
  moved: SomeSamples
  /** Those that are of another class now. */
  relabelled: SomeSamples
  /** Those whose content was trained on or chosen by as well. */
  trained: SomeSamples
}

/** How many files are named. */
const most = 5

export const some = (count: number, names: readonly (string | undefined)[]): SomeSamples => ({
  count,
  examples: names.filter((name) => name !== undefined).slice(0, most),
})

/** What has become of the test of a run, and what is new beside its samples. */
export function changesOf(kept: KeptSamples, found: FoundSamples, places: KeptPlaces): DataChanges {
  const { test } = kept
  const nameOf = (i: number) => test.names?.[i]
  const pick = (isOne: (place: number, i: number) => boolean) =>
    [...places.test.keys()].filter((i) => isOne(places.test[i]!, i))
  const there = new Set(found.names)
  const absent = pick((place) => place < 0)
  const changed = absent.filter((i) => there.has(nameOf(i)!))
  const missing = absent.filter((i) => !there.has(nameOf(i)!))
  const moved = pick((place, i) => place >= 0 && nameOf(i) !== found.names?.[place])
  const relabelled = pick(
    (place, i) => place >= 0 && kept.labels[test.classes[i]!] !== found.labels[found.classes[place]!],
  )
  const fresh = found.grows ? unseen(kept, found) : undefined
  const trainedOn = contentsTrainedOn(kept)
  const trained = pick((_, i) => trainedOn.has(test.keys[i]!))
  const namesOf = (list: readonly number[]) => some(list.length, list.map(nameOf))
  return {
    ...(fresh && {
      new: some(
        fresh.length,
        fresh.map((i) => found.names?.[i]),
      ),
    }),
    missing: namesOf(missing),
    changed: namesOf(changed),
    moved: some(
      moved.length,
      moved.map((i) => `${nameOf(i)} → ${found.names?.[places.test[i]!]}`),
    ),
    relabelled: namesOf(relabelled),
    trained: namesOf(trained),
  }
}

/** The places of samples whose content a run has not seen in any part. */
export function unseen(kept: KeptSamples, found: FoundSamples): number[] {
  const seen = new Set(partNames.flatMap((part) => kept[part].keys))
  return [...found.keys.keys()].filter((i) => !seen.has(found.keys[i]!))
}

/** The contents that a run was trained on, or chose its best epoch by. */
export const contentsTrainedOn = ({ train, validation }: KeptSamples): ReadonlySet<string> =>
  new Set([...train.keys, ...validation.keys])
