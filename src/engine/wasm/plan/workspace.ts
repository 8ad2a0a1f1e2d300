import type { KeratinWasmBackend } from '../backend.js'
import { Arena } from './arena.js'
import { Homes } from './homes.js'

/** What all plans of a backend share. */
export interface Workspace {
  readonly arena: Arena
  readonly homes: Homes
}

const workspaces = new WeakMap<KeratinWasmBackend, Workspace>()

/** The workspace of a backend. */
export function workspaceOf(backend: KeratinWasmBackend): Workspace {
  let workspace = workspaces.get(backend)
  if (!workspace) {
    workspace = { arena: new Arena(backend), homes: new Homes(backend) }
    workspaces.set(backend, workspace)
  }
  return workspace
}
