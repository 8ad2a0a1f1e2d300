import type { CommandCall } from '../command.js'
import type { datasetsOptions } from './options.js'

/** What an action of `keratin datasets` is called with. */
export type DatasetsCall = CommandCall<typeof datasetsOptions>
