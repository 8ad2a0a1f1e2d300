import { debug, json } from '../options/shared.js'

export const summaryOptions = { json, debug } as const
