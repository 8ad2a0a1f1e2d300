import type { CommandArgument } from './command.js'
import type { CliOption } from './options/option.js'
import { flagOf } from './options/values.js'

/** `<input...>`, or `[input]` where it may be left out. */
export function argumentOf({ name, optional, variadic }: CommandArgument): string {
  const dots = variadic ? '...' : ''
  return optional ? `[${name}${dots}]` : `<${name}${dots}>`
}

/** `-o, --out <folder>` */
export function flagsOf(name: string, { short, placeholder }: CliOption<unknown>): string {
  const flag = short ? `${short}, ${flagOf(name)}` : flagOf(name)
  return placeholder ? `${flag} ${placeholder}` : flag
}

/** What an option is for, with its choices, its default and its variable. */
export function explained(option: CliOption<unknown>): string {
  const notes = [
    option.choices?.join(', '),
    option.default && `default: ${option.default}`,
    option.env && `env: ${option.env}`,
  ].filter(Boolean)
  return notes.length > 0 ? `${option.describe} (${notes.join('; ')})` : option.describe
}

export const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
