import { command } from '../command.js'
import { evaluateOptions } from '../evaluate/options.js'
import { modelArgument } from '../options/shared.js'

export const evaluate = command({
  name: 'evaluate',
  describe: 'measure a model on the test data of its recipe',
  arguments: [{ name: 'model', describe: modelArgument, complete: 'file' }],
  options: evaluateOptions,
  examples: ['evaluate runs/mnist-1', 'evaluate mnist.keras --recipe mnist --min accuracy=0.99'],
  load: async () => (await import('../evaluate/command.js')).evaluateCommand,
})
