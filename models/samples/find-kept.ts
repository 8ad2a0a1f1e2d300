import { type FoundSamples, type KeptSamples, type PartName, partNames } from './samples.js'

/** Where the samples of a run are now, part by part; -1 for one that is not there. */
export type KeptPlaces = Record<PartName, Int32Array>

/**
 * Looks for the samples of a run by their contents. Of several with the same content, that of the same name and class is
 * taken first, so that each finds itself again where nothing has changed.
 */
export function findKept(kept: KeptSamples, found: FoundSamples): KeptPlaces {
  const free = new Map<string, number[]>()
  found.keys.forEach((key, i) => {
    const places = free.get(key)
    if (places) places.push(i)
    else free.set(key, [i])
  })
  const result = Object.fromEntries(
    partNames.map((part) => [part, new Int32Array(kept[part].keys.length).fill(-1)]),
  ) as KeptPlaces
  for (const fits of closeness) {
    for (const part of partNames) {
      const { keys, names, classes } = kept[part]
      keys.forEach((key, i) => {
        const places = free.get(key)
        if (result[part][i] !== -1 || !places || places.length === 0) return
        const at = places.findIndex((place) =>
          fits(
            names?.[i] === found.names?.[place],
            kept.labels[classes[i]!] === found.labels[found.classes[place]!],
          ),
        )
        if (at >= 0) result[part][i] = places.splice(at, 1)[0]!
      })
    }
  }
  return result
}

const closeness: readonly ((name: boolean, label: boolean) => boolean)[] = [
  (name, label) => name && label,
  (name) => name,
  (_, label) => label,
  () => true,
]
