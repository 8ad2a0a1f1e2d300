import { command } from '../command.js'
import { completionOptions } from '../completion/options.js'

export const completion = command({
  name: 'completion',
  describe: 'print what makes a shell complete commands, options and values',
  arguments: [
    {
      name: 'shell',
      describe: 'the shell it is for',
      choices: {
        bash: 'eval "$(keratin completion bash)" in .bashrc',
        zsh: 'keratin completion zsh > a folder of fpath, in a file named _keratin',
        fish: 'keratin completion fish > ~/.config/fish/completions/keratin.fish',
      },
    },
  ],
  options: completionOptions,
  examples: [
    'completion bash > ~/.local/share/bash-completion/completions/keratin',
    'completion fish > ~/.config/fish/completions/keratin.fish',
  ],
  load: async () => (await import('../completion/command.js')).completionCommand,
})
