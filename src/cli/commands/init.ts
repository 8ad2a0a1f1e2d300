import { command } from '../command.js'
import { initOptions, starters } from '../init/options.js'

export const init = command({
  name: 'init',
  describe: 'write a starter project: a program that trains, one that predicts',
  arguments: [
    {
      name: 'name',
      describe: 'folder of the project, which must be empty or new; by default named after the recipe',
      optional: true,
      complete: 'folder',
    },
  ],
  options: initOptions,
  examples: ['init my-digits', 'init my-photos --recipe images'],
  lists: { Recipes: Object.entries(starters) },
  load: async () => (await import('../init/command.js')).initCommand,
})
