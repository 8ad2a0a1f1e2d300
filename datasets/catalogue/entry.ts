import type { RemoteFile } from '../../src/support/download/download.js'
import type { FoundFiles } from '../root.js'

/** What is known of a data set without its data. */
export interface DataSetEntry {
  name: string
  describe: string
  /** What it consists of. */
  kind: 'images' | 'texts' | 'vectors' | 'weights'
  licence: string
  /** Where more is said about it. */
  page: string
  /** Its files as they are published, by their plain names; absent where they cannot be downloaded. */
  remote?: Readonly<Record<string, RemoteFile>>
  /** How to get it, where it cannot be downloaded. */
  byHand?: string
  /** Where it is, under `KERATIN_DATA` or in the cache; undefined if it is nowhere. Absent for what is drawn. */
  locate?(): Promise<FoundFiles | undefined>
}
