import type { Metadata } from 'h5wasm'
import { KeratinError, showShape } from '../../support/errors.js'
import { limits } from '../../support/limits.js'
import { type Hdf5Instance, withHdf5 } from './instance.js'
import { expectFile, takeFile } from './memory-file.js'

/** A group to write: what is in it by name, and its attributes, texts and lists of texts. */
export interface Hdf5Group {
  attributes: Readonly<Record<string, string | readonly string[]>>
  members: Map<string, Hdf5Group | Hdf5Dataset>
}

/** A dataset to write; its data are asked for when they are written. */
export interface Hdf5Dataset {
  shape: readonly number[]
  data: () => Float32Array | Int32Array | BigInt64Array | Uint8Array
}

/** A group of these members. */
export const group = (
  members: Iterable<[string, Hdf5Group | Hdf5Dataset]> = [],
  attributes: Hdf5Group['attributes'] = {},
): Hdf5Group => ({ members: new Map(members), attributes })

// what a file cannot hold is refused before the library is asked: what it complains about is a fault of Keratin
const complain = (problem: string, cause?: unknown) => new KeratinError('INTERNAL', problem, { cause })

const mostBytes = 2 ** 31 - 65536

/**
 * The bytes of an HDF5 file with this content, in the format Keras writes.
 *
 * @param date what the file holds as the time of its making; the same content and date give the same bytes
 */
export function writeHdf5(root: Hdf5Group, date: Date): Promise<Uint8Array> {
  return withHdf5(complain, (hdf5) =>
    withClockAt(date, () => {
      const { module, checked } = hdf5
      const name = '/write.h5'
      expectFile(module, bytesOf(root))
      const id = checked('The HDF5 data', () => module.open(name, module.H5F_ACC_TRUNC, false, -1, -1))
      try {
        writeMembers(hdf5, id, '', root)
      } finally {
        module.close_file(id)
      }
      return takeFile(module, name)
    }),
  )
}

/** About how large the file will be: the numbers of all datasets, and a page for each group and dataset. */
function bytesOf({ members }: Hdf5Group): number {
  let bytes = 4096
  for (const member of members.values())
    bytes += 'members' in member ? bytesOf(member) : 4096 + member.shape.reduce((n, d) => n * d, 4)
  return bytes
}

function writeMembers(
  hdf5: Hdf5Instance,
  id: bigint,
  path: string,
  { members, attributes }: Hdf5Group,
): void {
  for (const [name, value] of Object.entries(attributes)) writeAttribute(hdf5, id, path || '/', name, value)
  for (const [key, member] of members) {
    checkName(key)
    const memberPath = `${path}/${key}`
    if (!('members' in member)) {
      writeDataset(hdf5, id, memberPath, member)
      continue
    }
    hdf5.checked(memberPath, () => hdf5.module.create_group(id, memberPath, false))
    writeMembers(hdf5, id, memberPath, member)
  }
}

/** The library takes what is not a name for the group itself, or ends it early; what is read has a limit. */
function checkName(name: string): void {
  const parts = name.split('/')
  const isName = parts.every((part) => part !== '' && part !== '.' && !part.includes('\0'))
  if (isName && name.length <= limits.nameLength) return
  const shown = JSON.stringify(name.length > 60 ? `${name.slice(0, 60)}...` : name)
  throw new KeratinError('FILE_UNWRITABLE', `HDF5 files cannot hold what has the name ${shown}.`, {
    hint: 'Give it another name, or save the model as .keras.',
  })
}

function writeDataset(
  { module, checked }: Hdf5Instance,
  id: bigint,
  path: string,
  dataset: Hdf5Dataset,
): void {
  const { shape } = dataset
  const data = dataset.data()
  if (data.length !== shape.reduce((n, d) => n * d, 1)) {
    throw new KeratinError('INTERNAL', `${path}: ${data.length} numbers for shape ${showShape(shape)}.`)
  }
  if (data.byteLength > mostBytes) {
    throw new KeratinError(
      'UNSUPPORTED',
      `${path} has ${data.byteLength} bytes: more than 2 GB in one weight cannot be saved.`,
    )
  }
  const address = module._malloc(Math.max(data.byteLength, 8))
  if (!address)
    throw new KeratinError('OUT_OF_MEMORY', `There is no memory for the ${data.byteLength} bytes of ${path}.`)
  try {
    module.HEAPU8.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), address)
    const status = checked(path, () =>
      module.create_dataset(id, path, BigInt(address), { ...numberType(data), ...space(shape) }),
    )
    if (status < 0) throw new KeratinError('INTERNAL', `${path} could not be written.`)
  } finally {
    module._free(address)
  }
}

/** Texts of an attribute lie in the head of its group, which has a limit: of a long list, each part has a number. */
const mostTexts = 4000

function writeAttribute(
  hdf5: Hdf5Instance,
  id: bigint,
  path: string,
  name: string,
  value: string | readonly string[],
): void {
  if (typeof value === 'string') writeTexts(hdf5, id, path, name, [value], [])
  else if (value.length === 0) writeNothing(hdf5, id, path, name)
  else if (value.length <= mostTexts) writeTexts(hdf5, id, path, name, value, [value.length])
  else {
    for (let i = 0; i * mostTexts < value.length; i++) {
      const part = value.slice(i * mostTexts, (i + 1) * mostTexts)
      writeTexts(hdf5, id, path, `${name}${i}`, part, [part.length])
    }
  }
}

function writeTexts(
  { module, checked }: Hdf5Instance,
  id: bigint,
  path: string,
  name: string,
  texts: readonly string[],
  shape: readonly number[],
): void {
  const type = {
    type: 3,
    size: 4,
    signed: false,
    vlen: true,
    littleEndian: true,
    cset: 1,
    strpad: 0,
    total_size: texts.length,
  }
  // a NUL would end a text in the file
  const clean = texts.map((text) => text.replaceAll('\0', ''))
  checked(path, () => module.create_vlen_str_attribute(id, path, name, clean, { ...type, ...space(shape) }))
}

/** A list of nothing is one of numbers, as NumPy has it. */
function writeNothing({ module, checked }: Hdf5Instance, id: bigint, path: string, name: string): void {
  const address = module._malloc(8)
  try {
    const type = numberType(new Float32Array(0))
    checked(path, () => module.create_attribute(id, path, name, BigInt(address), { ...type, ...space([0]) }))
  } finally {
    module._free(address)
  }
}

type NumberType = Pick<Metadata, 'type' | 'size' | 'signed' | 'vlen' | 'littleEndian' | 'total_size'>

function numberType(data: ReturnType<Hdf5Dataset['data']>): NumberType {
  const float = data instanceof Float32Array
  const signed = !float && !(data instanceof Uint8Array)
  return {
    type: float ? 1 : 0,
    size: data.BYTES_PER_ELEMENT,
    signed,
    vlen: false,
    littleEndian: true,
    total_size: data.length,
  }
}

const space = (shape: readonly number[]) => {
  const extents = shape.map(BigInt)
  return {
    shape: extents,
    maxshape: extents,
    chunks: null,
    compression: 0,
    compression_opts: [],
    track_order: false,
  }
}

/** The library asks JavaScript for the time and writes it into the file. */
function withClockAt<T>(date: Date, body: () => T): T {
  const now = Date.now
  const fixed = date.getTime()
  Date.now = () => fixed
  try {
    return body()
  } finally {
    Date.now = now
  }
}
