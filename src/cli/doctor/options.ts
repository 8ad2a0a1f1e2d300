import { debug, json } from '../options/shared.js'

export const doctorOptions = { json, debug } as const
