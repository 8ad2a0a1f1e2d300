import { type ExitCode, KeratinError } from '../../support/errors.js'
import { useEngine } from '../engine.js'
import type { DatasetsCall } from './call.js'

const actions: Record<string, (call: DatasetsCall, what: string) => Promise<ExitCode>> = {
  list: async (call) => (await import('./list.js')).listDataSets(call),
  info: async (call, name) => (await import('./info.js')).showDataSet(call, name),
  fetch: async (call, name) => (await import('./fetch.js')).fetchDataSet(call, name),
  verify: async (call, what) => (await import('./verify.js')).verifyData(call, what),
  path: async (call, name) => (await import('./path.js')).showPath(call, name),
  make: async (call, kind) => (await import('./make/make.js')).makeData(call, kind),
}

/** What can be left out. */
const alone = ['list', 'make']

/** `keratin datasets` */
export async function datasetsCommand(call: DatasetsCall): Promise<ExitCode> {
  const [action, what] = call.args as [string, string | undefined]
  const wrong = (text: string) =>
    new KeratinError('ARGUMENT', `keratin datasets ${action}: ${text}.`, {
      hint: `See keratin datasets ${action} --help.`,
    })
  if (what === undefined && !alone.includes(action)) throw wrong('say of what')
  if (what !== undefined && action === 'list') throw wrong('too many arguments')
  // data sets are made of tensors
  await useEngine()
  return actions[action]!(call, what ?? 'all')
}
