import type { KeratinWasmBackend } from '../backend.js'
import { Arena } from './arena.js'
import { Homes } from './homes.js'
import { PreparedValues } from './prepared-values.js'

/** What all plans of a backend share. */
export interface Workspace {
  readonly arena: Arena
  readonly homes: Homes
  readonly prepared: PreparedValues
}

const workspaces = new WeakMap<KeratinWasmBackend, Workspace>()

/** The workspace of a backend. */
export function workspaceOf(backend: KeratinWasmBackend): Workspace {
  let workspace = workspaces.get(backend)
  if (!workspace) {
    const homes = new Homes(backend)
    workspace = { arena: new Arena(backend), homes, prepared: new PreparedValues(backend, homes) }
    workspaces.set(backend, workspace)
    const { arena } = workspace
    backend.held.giveBack = () => arena.giveBack()
  }
  return workspace
}
