import { command } from '../command.js'
import { engineOptions } from '../engines/options.js'

export const engine = command({
  name: 'engine',
  describe: 'say where numbers can be computed',
  arguments: [
    {
      name: 'action',
      describe: 'what to do',
      choices: { list: 'the engines: which are there or why not, versions, threads, SIMD' },
    },
  ],
  options: engineOptions,
  examples: ['engine list', 'engine list --json'],
  details: 'Exit code 4 if an engine that belongs to Keratin does not work.',
  load: async () => (await import('../engines/command.js')).engineCommand,
})
