import { bashScript } from './bash.js'
import { fishScript } from './fish.js'
import { zshScript } from './zsh.js'

/** What makes a shell complete, by its name. */
export const scripts = { bash: bashScript, zsh: zshScript, fish: fishScript }
export type Shell = keyof typeof scripts
