/** Options of a function, each with a value that it has not by default. */
export interface Probe {
  /** What comes of a call with options: what it gives, writes or prints. */
  // biome-ignore lint/suspicious/noExplicitAny: options of all kinds
  see: (options: any) => unknown
  values: Record<string, unknown>
  /** What has to be said beside an option for it to matter. */
  beside?: Record<string, object>
  /** Options that are refused on purpose, and how. */
  refused?: Record<string, RegExp>
}
