import { debug } from '../options/shared.js'

export const completionOptions = { debug } as const
