import { command } from '../command.js'
import { exportOptions } from '../export/options.js'
import { modelArgument } from '../options/shared.js'

export const exportCommand = command({
  name: 'export',
  describe: 'write a model in another format, and check what was written',
  arguments: [{ name: 'model', describe: modelArgument, complete: 'file' }],
  options: exportOptions,
  examples: [
    'export runs/mnist-1 --to h5',
    'export mnist.keras --to tfjs -o public/mnist --float16',
    'export runs/mnist-1 --to keras-project -o mnist-project',
  ],
  details:
    'What was written is read again; outputs of both for random inputs are compared. The exit code is 4 if they differ.',
  load: async () => (await import('../export/command.js')).exportModelCommand,
})
