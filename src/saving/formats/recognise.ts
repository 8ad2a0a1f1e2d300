import { limits } from '../../support/limits.js'
import { isObject } from '../keras/json-checks.js'
import type { Content } from './format.js'

/** Whether a file is HDF5. */
export const isHdf5 = ({ bytes }: Content): boolean =>
  Buffer.from(bytes.subarray(0, 8)).toString('latin1') === '\x89HDF\r\n\x1a\n'

/** Whether a file is an archive of arrays of NumPy. */
export const isNpz = ({ zip }: Content): boolean =>
  zip !== undefined && zip.names.length > 0 && zip.names.every((name) => name.endsWith('.npy'))

/** The bytes of the header of a safetensors file; undefined if it cannot be one. */
export function safetensorsHeader(bytes: Uint8Array): Uint8Array | undefined {
  if (bytes.length < 10 || bytes[8] !== 0x7b) return undefined
  const length = new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0, true)
  return length <= BigInt(Math.min(limits.jsonBytes, bytes.length - 8))
    ? bytes.subarray(8, 8 + Number(length))
    : undefined
}

/** Whether JSON is a model of TensorFlow.js. */
export const isTensorFlowJs = (json: unknown): boolean => isObject(json) && 'modelTopology' in json
