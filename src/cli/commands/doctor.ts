import { command } from '../command.js'
import { doctorOptions } from '../doctor/options.js'

export const doctor = command({
  name: 'doctor',
  describe: 'say what this installation can do, and what it lacks',
  arguments: [],
  options: doctorOptions,
  examples: ['doctor', 'doctor --markdown'],
  details: 'Each engine trains a tiny network. Exit code 4 if something that Keratin needs does not work.',
  load: async () => (await import('../doctor/command.js')).doctorCommand,
})
