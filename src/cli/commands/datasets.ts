import { command } from '../command.js'
import { datasetsOptions } from '../datasets/options.js'

const actions = {
  list: 'the data sets that are known by name, and where they are',
  info: 'what is known of one: size, licence, files with their SHA-256, place',
  fetch: 'download one into the cache; goes on where it was broken off',
  verify: 'look for what is wrong with a data set, a folder of images, or texts',
  path: 'print the folder of one',
  make: 'draw a small set of each kind, for trying things out without a network',
}

const examples: Record<string, readonly string[]> = {
  list: ['datasets list', 'datasets list --json'],
  info: ['datasets info mnist'],
  fetch: ['datasets fetch mnist', 'datasets fetch imdb --mirror https://example.org/imdb/'],
  verify: [
    'datasets verify photos',
    'datasets verify messages.csv --fix-list faults.txt',
    'datasets verify mnist',
  ],
  path: ['datasets path mnist'],
  make: ['datasets make', 'datasets make photos --count 50 --out tiny'],
}

export const datasets = command({
  name: 'datasets',
  describe: 'list, fetch, verify and make data sets',
  arguments: [
    { name: 'action', describe: 'what to do', choices: actions },
    {
      name: 'what',
      describe:
        'the name of a data set; for verify also a folder of images or texts, or a table; for make digits, photos or texts',
      optional: true,
      complete: 'file',
    },
  ],
  options: datasetsOptions,
  examples: ['datasets list', 'datasets fetch mnist', 'datasets verify photos'],
  about: (action) => ({
    describe: actions[action as keyof typeof actions],
    examples: examples[action]!,
    ...(action === 'verify' && {
      details:
        'Counts classes and sizes, and lists what cannot be read, is tiny, empty, there twice, of two classes, or in ' +
        'training and test alike. Exit code 4 if there is any. Images that look alike without being the same are no fault.',
    }),
  }),
  load: async () => (await import('../datasets/command.js')).datasetsCommand,
})
