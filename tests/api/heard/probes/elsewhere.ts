const workers = 'tests/data/images/workers/image-workers.test.ts'
const folders = 'tests/data/images/folder/image-dataset-from-directory.test.ts'
const training = 'tests/cli/train/train.test.ts'
const download = 'tests/support/download/download.test.ts'

const of = (owner: string, tests: Record<string, string>): [string, string][] =>
  Object.entries(tests).map(([name, test]) => [`${owner}.${name}`, test])

/** Options that show only over time, over a network, or in a training: the tests that look at them. */
export const elsewhere = new Map<string, string>([
  ...of('imageDatasetFromDirectory', { parallel: workers, prefetch: 'tests/data/pipeline.test.ts' }),
  ...of('catsVsDogs.load', {
    parallel: workers,
    prefetch: 'tests/data/pipeline.test.ts',
    onError: folders,
    onSkip: folders,
    followLinks: 'tests/api/heard/probes/images.ts',
  }),
  ...of('catsVsDogs.load', {
    background: 'tests/data/images/load-image.test.ts',
    orient: workers,
    allowTruncated: 'tests/data/images/load-image.test.ts',
  }),
  ...['mnist.load', 'fashionMnist.load', 'imdb.load', 'imdb.loadTexts'].flatMap((owner) =>
    of(owner, { quiet: 'tests/datasets/fetch-files.test.ts', signal: download }),
  ),
  ...of('Recipe.load', {
    ...{ quiet: training, signal: 'tests/cli/train/interrupt.test.ts', onSkip: folders },
    input: 'tests/models/texts.test.ts',
    known: 'tests/cli/evaluate/samples.test.ts',
    encoding: 'tests/cli/text/text.test.ts',
  }),
  ...of('labelledTexts.load', { encoding: 'tests/faults/texts.test.ts' }),
  ...of('Recipe.compile', { labels: 'tests/models/registry.test.ts' }),
])
