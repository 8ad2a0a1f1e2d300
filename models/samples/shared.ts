import { type SomeSamples, some } from './changes.js'
import type { KeptSamples, Samples } from './samples.js'

/** Samples of the test, and of validation, whose content is in a part that is learnt from: they prove nothing. */
export interface SharedSamples {
  test: SomeSamples
  validation: SomeSamples
}

/** What is in more than one part of a run. */
export function sharedSamples({ train, validation, test }: KeptSamples): SharedSamples {
  return { test: sharedWith(test, [train, validation]), validation: sharedWith(validation, [train]) }
}

function sharedWith(part: Samples, others: readonly Samples[]): SomeSamples {
  const first = new Map<string, string | undefined>()
  for (const { keys, names } of others)
    keys.forEach((key, i) => {
      if (!first.has(key)) first.set(key, names?.[i])
    })
  const places = [...part.keys.keys()].filter((i) => first.has(part.keys[i]!))
  return some(
    places.length,
    places.map((i) => part.names && `${part.names[i]} = ${first.get(part.keys[i]!)}`),
  )
}
