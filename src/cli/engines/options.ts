import { debug, json } from '../options/shared.js'

export const engineOptions = { json, debug } as const
