import { command } from '../command.js'
import { doctorOptions } from '../doctor/options.js'

export const doctor = command({
  name: 'doctor',
  describe: 'say what this installation can do, and what it lacks',
  arguments: [],
  options: doctorOptions,
  examples: ['doctor', 'doctor --json'],
  load: async () => (await import('../doctor/command.js')).doctorCommand,
})
