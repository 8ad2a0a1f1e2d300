/** Where a model is read from: a file, a folder or an address, with what lies beside it. */
export interface Source {
  /** For messages: as it was given. */
  readonly path: string
  /** The name of the file; empty for a folder. */
  readonly name: string
  /** The bytes of the file. */
  bytes(): Promise<Uint8Array>
  /** A file beside it, or in the folder; undefined if there is none. */
  beside(name: string): Promise<Source | undefined>
}
