import { KeratinError } from '../../src/support/errors.js'
import { changesOf, contentsTrainedOn, type DataChanges, some, unseen } from './changes.js'
import { findKept, type KeptPlaces } from './find-kept.js'
import { type FoundSamples, type KeptSamples, type PartName, partNames } from './samples.js'

/** What a model may be measured on. */
export const measuredOn = ['test', 'new', 'all', 'validation', 'train'] as const
export type MeasuredOn = (typeof measuredOn)[number]

/** What is known of the samples that a model has seen. */
export interface Known {
  /** Those of its run; absent where nobody wrote them down. */
  samples?: KeptSamples
  /**
   * What the model is measured on, as the test: the test of its run, what the run has not seen, all that there is (of
   * the part for the test, where there is one), or what it was trained on or chosen by. Only the test is wanted then.
   * Default: all parts as they were, to go on with the run.
   */
  on?: MeasuredOn
  /** Whether the data is meant to be that of the run. Default false. */
  isOwn?: boolean
}

/** Which of the samples found are what. */
export interface Chosen extends Record<PartName, number[]> {
  /** How the data differs from that of the run. */
  changes?: DataChanges
}

/**
 * Takes the samples of a run for what they were, or those that a model is to be measured on as the test.
 *
 * @param limit at most so many for the test, as many of each class as can be. Default all
 * @throws KeratinError DATA where nobody can tell which samples the model has not seen, for a test that was trained on,
 *   and for samples that are missing
 */
export function choose(known: Known, found: FoundSamples, limit?: number): Chosen {
  const { samples: kept, on } = known
  const chosen = kept ? fromKept(kept, known, found) : withoutKept(on, found)
  const test = on === undefined ? chosen.test : evenly(chosen.test, found.classes, limit)
  return { ...chosen, test }
}

function withoutKept(on: MeasuredOn | undefined, found: FoundSamples): Chosen {
  const { ownTest, of, where } = found
  if (on === 'all') return onlyTest(ownTest ?? everything(found))
  if (on === 'test' && ownTest) return onlyTest(ownTest)
  throw new KeratinError(
    'DATA',
    `It is not known which of the ${of} in ${where} the model was trained on: it has no run that says so.`,
    {
      hint: `Give the folder of its run, or measure it with --on all, if you know that it was trained on none of them.`,
    },
  )
}

function fromKept(kept: KeptSamples, { on, isOwn = false }: Known, found: FoundSamples): Chosen {
  const places = findKept(kept, found)
  if (on === undefined) return whole(kept, found, places)
  const changes = changesOf(kept, found, places)
  if (on === 'all') {
    const test = found.ownTest ?? everything(found)
    return { ...onlyTest(test), changes: { ...changes, trained: trainedIn(test, kept, found) } }
  }
  if (on === 'new') {
    const test = unseen(kept, found)
    if (test.length === 0) throw nothing(found, `The run has seen all ${found.of} in ${found.where}.`)
    return { ...onlyTest(test), changes }
  }
  const present = [...places[on]].filter((place) => place >= 0)
  if (present.length > 0) return { ...onlyTest(present), ...(on === 'test' && { changes }) }
  const count = kept[on].keys.length
  if (count === 0) throw nothing(found, `The run kept no ${found.of} for ${on}.`)
  if (on === 'test' && !isOwn) return { ...onlyTest(otherData(kept, found)), changes }
  throw nothing(found, `None of the ${count} ${on} ${found.of} of the run is in ${found.where}.`)
}

/** Data that has nothing to do with the test of the run is a test of its own, if nothing of it was trained on. */
function otherData(kept: KeptSamples, found: FoundSamples): readonly number[] {
  const test = found.ownTest ?? everything(found)
  const { count, examples } = trainedIn(test, kept, found)
  if (count === 0) return test
  const such = examples.length > 0 ? `, such as ${examples[0]}` : ''
  throw new KeratinError(
    'DATA',
    `The model was trained on ${count} of the ${test.length} ${found.of} in ${found.where}${such}.`,
    { hint: 'Measure it on the others with --on new.' },
  )
}

function trainedIn(test: readonly number[], kept: KeptSamples, { keys, names }: FoundSamples) {
  const contents = contentsTrainedOn(kept)
  const trained = test.filter((i) => contents.has(keys[i]!))
  return some(
    trained.length,
    trained.map((i) => names?.[i]),
  )
}

/** All parts as they were; a run does not go on with fewer samples. */
function whole(kept: KeptSamples, found: FoundSamples, places: KeptPlaces): Chosen {
  const absent = partNames.flatMap((part) =>
    [...places[part].keys()]
      .filter((i) => places[part][i]! < 0)
      .map((i) => kept[part].names?.[i] ?? `${part} ${i + 1}`),
  )
  if (absent.length > 0) throw notAsItWas(found, absent)
  return { train: [...places.train], validation: [...places.validation], test: [...places.test] }
}

/**
 * Makes sure that data which comes in parts and in an order of its own is what a run had: what is held back for validation
 * is the end of what there is to train on.
 *
 * @throws KeratinError DATA if it is not
 */
export function wholeOf(kept: KeptSamples, found: { train: FoundSamples; test: FoundSamples }): void {
  const before = { train: [...kept.train.keys, ...kept.validation.keys], test: kept.test.keys }
  for (const part of ['train', 'test'] as const) {
    const { keys } = found[part]
    const other = [...before[part].keys()].filter((i) => keys[i] !== before[part][i])
    if (other.length > 0)
      throw notAsItWas(
        found[part],
        other.map((i) => `${part} ${i + 1}`),
      )
  }
}

function notAsItWas({ of, where }: FoundSamples, absent: readonly string[]): KeratinError {
  const message = `The data is not that of the run: ${absent.length} of its ${of} are not in ${where}, or have changed, such as ${absent[0]}.`
  return new KeratinError('DATA', message, { hint: 'Put the data back as it was, or begin a new run.' })
}

const onlyTest = (test: readonly number[]): Chosen => ({ train: [], validation: [], test: [...test] })

const everything = ({ keys }: FoundSamples): number[] => [...keys.keys()]

const nothing = ({ of }: FoundSamples, message: string): KeratinError =>
  new KeratinError('DATA', message, {
    hint: `Say with --data where its ${of} are, or choose others with --on.`,
  })

/** The first samples of each class in turn, up to `limit` of them, in their order. */
function evenly(
  places: readonly number[],
  classes: ArrayLike<number>,
  limit = Number.POSITIVE_INFINITY,
): number[] {
  if (limit >= places.length) return [...places]
  const taken = new Map<number, number>()
  const turns = places.map((place) => {
    const turn = taken.get(classes[place]!) ?? 0
    taken.set(classes[place]!, turn + 1)
    return turn
  })
  const order = [...places.keys()].sort((a, b) => turns[a]! - turns[b]! || a - b)
  return order
    .slice(0, limit)
    .sort((a, b) => a - b)
    .map((i) => places[i]!)
}
