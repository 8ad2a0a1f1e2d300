import { debug, json, quiet } from '../options/shared.js'

export const datasetsOptions = { json, quiet, debug } as const
