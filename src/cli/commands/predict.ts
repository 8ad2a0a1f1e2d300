import { command } from '../command.js'
import { modelArgument } from '../options/shared.js'
import { predictOptions } from '../predict/options.js'

export const predict = command({
  name: 'predict',
  describe: 'say what images show, or what texts are about',
  arguments: [
    { name: 'model', describe: modelArgument, complete: 'file' },
    {
      name: 'input',
      describe:
        'image files, folders and patterns; or texts, text files, tables of texts and folders; - for standard input: an image, or lines of texts',
      variadic: true,
      complete: 'file',
    },
  ],
  options: predictOptions,
  examples: [
    'predict runs/mnist-1 seven.png',
    'predict mnist.keras "scans/*.jpg" --top-k 3 --json',
    'predict teachable-machine/ photo.jpg',
    'predict runs/imdb-1 "A wonderful film" --explain',
  ],
  load: async () => (await import('../predict/command.js')).predictCommand,
})
