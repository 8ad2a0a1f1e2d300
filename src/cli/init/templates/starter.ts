import type { ProjectFiles } from '../write-project.js'

/** What is different about each starter. */
export interface Starter {
  describe: string
  train: string
  predict: string
  /** What the README says of its data. */
  data: string
  /** What can be given to `npm run predict`. */
  inputs: string
  files?: () => Promise<ProjectFiles>
}
