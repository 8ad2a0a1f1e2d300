import { command } from '../command.js'
import { integer } from '../options/option.js'
import { batchSize, debug, engine, json, quiet } from '../options/shared.js'

export const predictOptions = {
  topK: integer('classes shown for each file', { min: 1, default: '1' }),
  batchSize: batchSize('32'),
  engine,
  json,
  quiet,
  debug,
} as const

export const predict = command({
  name: 'predict',
  describe: 'say what is in image files',
  arguments: [
    { name: 'model', describe: 'a run folder or a .keras file' },
    { name: 'image', describe: 'image files; patterns such as "*.png" are expanded', variadic: true },
  ],
  options: predictOptions,
  examples: ['predict runs/mnist-1 seven.png', 'predict mnist.keras "scans/*.jpg" --top-k 3 --json'],
  load: async () => (await import('../predict/command.js')).predictCommand,
})
