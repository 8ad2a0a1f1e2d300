import type { Picture } from '../../plot/index.js'
import type { CommandCall } from '../command.js'
import type { plotOptions } from './options.js'

export type PlotCall = CommandCall<typeof plotOptions>

/** What is to be written: a picture, or text in a language of diagrams. */
export interface Drawing {
  picture?: Picture
  /** By the name of its format, made when it is wanted. */
  texts?: Readonly<Record<'dot' | 'mermaid' | 'text', () => string>>
  /** Files that are written already, where it is no picture. */
  files?: readonly string[]
  /** What it is called where no name is given: after the run. */
  name: string
  /** Whether it is made of pixels, so that PNG is its usual format. Default false. */
  isPhoto?: boolean
  /** What it shows, for programs. */
  facts: object
  /** What it shows, for people. */
  lines?: string
}
