import { command } from '../command.js'
import { flag, integer } from '../options/option.js'
import { batchSize, debug, engine, json, quiet } from '../options/shared.js'

export const predictOptions = {
  topK: integer('classes shown for each file', { min: 1, default: '1' }),
  explain: flag('show the words of a text that spoke for and against', { configurable: false }),
  batchSize: batchSize('32'),
  engine,
  json,
  quiet,
  debug,
} as const

export const predict = command({
  name: 'predict',
  describe: 'say what images show, or what texts are about',
  arguments: [
    { name: 'model', describe: 'a run folder or a .keras file' },
    {
      name: 'input',
      describe: 'image files, texts or text files; - for lines of standard input; patterns are expanded',
      variadic: true,
    },
  ],
  options: predictOptions,
  examples: [
    'predict runs/mnist-1 seven.png',
    'predict mnist.keras "scans/*.jpg" --top-k 3 --json',
    'predict runs/imdb-1 "A wonderful film" --explain',
  ],
  load: async () => (await import('../predict/command.js')).predictCommand,
})
