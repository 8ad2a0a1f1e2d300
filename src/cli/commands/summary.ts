import { command } from '../command.js'
import { modelArgument } from '../options/shared.js'
import { summaryOptions } from '../summary/options.js'

export const summary = command({
  name: 'summary',
  describe: 'list the layers of a model',
  arguments: [{ name: 'model', describe: modelArgument, complete: 'file' }],
  options: summaryOptions,
  examples: ['summary runs/mnist-1', 'summary mnist.keras --json'],
  load: async () => (await import('../summary/command.js')).summaryCommand,
})
