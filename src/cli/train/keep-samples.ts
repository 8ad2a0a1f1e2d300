import type { RecipeData } from '../../../models/recipe.js'
import { writeKept } from '../../../models/samples/kept-file.js'
import type { KeptSamples, Samples } from '../../../models/samples/samples.js'
import { sharedSamples } from '../../../models/samples/shared.js'
import type { Output } from '../output.js'
import type { RunFolder } from './run-folder.js'

/**
 * Writes down which samples a run trains on, chooses by and is tested on, so that it is always measured on the same ones,
 * and says which of them are in two parts.
 *
 * @param trained how many of the samples to train on are not held back for validation
 */
export async function keepSamples(
  folder: RunFolder,
  data: RecipeData,
  trained: number,
  output: Output,
): Promise<void> {
  const train = await data.train.samples()
  const kept: KeptSamples = {
    of: data.of,
    labels: data.labels,
    train: slice(train, 0, trained),
    validation: data.validation ? await data.validation.samples() : slice(train, trained),
    test: await data.test.samples(),
  }
  await folder.write('samples.json', writeKept(kept))
  const shared = sharedSamples(kept)
  for (const part of ['test', 'validation'] as const) {
    const { count, examples } = shared[part]
    if (count === 0) continue
    const such = examples.length > 0 ? `, such as ${examples[0]}` : ''
    const others = part === 'test' ? 'to train or to validate on' : 'to train on'
    output.warn(
      `${count} of the ${kept[part].keys.length} ${part} ${data.of} are also among those ${others}${such}: ${part} results are too good by them.`,
    )
  }
}

const slice = ({ keys, classes, names }: Samples, start: number, end?: number): Samples => ({
  keys: keys.slice(start, end),
  classes: Array.from(classes).slice(start, end),
  ...(names && { names: names.slice(start, end) }),
})
