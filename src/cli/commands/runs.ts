import { command } from '../command.js'
import { actions, type RunsAction, runsOptions } from '../runs/options.js'

export const runs = command({
  name: 'runs',
  describe: 'list, show, compare and clean up runs',
  arguments: [
    { name: 'action', describe: 'what to do', choices: actions },
    {
      name: 'run',
      describe: 'folders of runs: one to show, two or more to compare, those to remove or none for clean',
      optional: true,
      variadic: true,
      complete: 'folder',
    },
  ],
  options: runsOptions,
  examples: ['runs list', 'runs compare runs/mnist-1 runs/mnist-2'],
  details: 'keratin runs <action> --help tells more of each. A run that is being trained is never removed.',
  about: (action) => ({
    describe: actions[action as RunsAction],
    examples: examples[action as RunsAction],
    details: details[action as RunsAction] ?? '',
  }),
  load: async () => (await import('../runs/command.js')).runsCommand,
})

const examples: Record<RunsAction, readonly string[]> = {
  list: ['runs list', 'runs list --dir experiments --json'],
  show: ['runs show runs/mnist-1', 'runs show runs/mnist-1 --json'],
  compare: ['runs compare runs/mnist-1 runs/mnist-2', 'runs compare runs/imdb-* --json'],
  clean: ['runs clean --dry-run', 'runs clean runs/mnist-3', 'runs clean --keep 3 --yes'],
}

const details: Partial<Record<RunsAction, string>> = {
  clean:
    'Without names, runs are removed that have diverged, or came to nothing that could be gone on with, and from the others only what ' +
    'killed runs left half written; --keep names more by rule. It asks where a terminal can answer; elsewhere it needs ' +
    'names or --yes. Files that keratin train did not write stay, with their folder.',
}
