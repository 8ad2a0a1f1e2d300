import { flag, integer, text } from '../options/option.js'
import { debug, json, quiet } from '../options/shared.js'

/** What can be done with runs. */
export const actions = {
  list: 'the runs there are: how far they came, and how well they do',
  show: 'one run: its settings, its results, its curve',
  compare: 'two runs or more: which settings differ, and the results side by side',
  clean: 'remove runs that came to nothing, and what killed runs left half written',
} as const
export type RunsAction = keyof typeof actions

/** The options of `keratin runs`. */
export const runsOptions = {
  dir: text('folder that holds the runs', {
    placeholder: '<folder>',
    default: 'runs',
    complete: 'folder',
    only: ['list', 'clean'],
  }),
  keep: integer('also remove all but the newest n finished runs of each recipe', {
    min: 1,
    default: 'all of them stay',
    only: ['clean'],
  }),
  dryRun: flag('say what would be removed, and remove nothing', { only: ['clean'] }),
  yes: flag('remove without asking', { only: ['clean'] }),
  json,
  quiet,
  debug,
} as const
