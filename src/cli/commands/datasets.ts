import { command } from '../command.js'
import { datasetsOptions } from '../datasets/options.js'

export const datasets = command({
  name: 'datasets',
  describe: 'look through a folder of images before training on it',
  arguments: [
    {
      name: 'action',
      describe: 'what to do',
      choices: { verify: 'look for images that are unreadable, doubled, or in training and test alike' },
    },
    {
      name: 'folder',
      describe: 'the images, in a folder for each class or named for it',
      complete: 'folder',
    },
  ],
  options: datasetsOptions,
  examples: ['datasets verify photos', 'datasets verify photos --json'],
  details:
    'verify counts classes and sizes, and lists files that cannot be read, that are there twice or nearly so, and ' +
    'those of them that are in training and test alike. Exit code 4 if there are any but near duplicates.',
  load: async () => (await import('../datasets/command.js')).datasetsCommand,
})
