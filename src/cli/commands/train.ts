import { recipes } from '../../../models/registry.js'
import { command } from '../command.js'
import { trainOptions } from '../options/train-options.js'

const width = Math.max(...recipes.map((r) => r.name.length))

export const train = command({
  name: 'train',
  describe: 'train a recipe and write a run folder',
  arguments: [{ name: 'recipe', describe: 'what to train; may come from --config', optional: true }],
  options: trainOptions,
  examples: ['train mnist', 'train digits --epochs 2 --seed 1 --out runs/first'],
  details: `Recipes:\n${recipes.map((r) => `  ${r.name.padEnd(width)} ${r.describe}`).join('\n')}`,
  load: async () => (await import('../train/command.js')).trainCommand,
})
