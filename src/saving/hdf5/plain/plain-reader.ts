import { broken } from '../../broken.js'
import type { Hdf5Reader } from '../reader.js'
import type { Hdf5Description, Hdf5Kind, Hdf5Question } from '../serve.js'
import { checkSum } from './checksum.js'
import { Cursor, NotPlain, notPlain } from './cursor.js'
import { type Dataset, type HdfObject, readObjects } from './objects.js'

/**
 * Answers questions about an HDF5 file of the plain kind without the HDF5 library, whose start takes longer than the
 * reading of a small model: groups, and datasets of numbers or texts which lie in one piece, as Keras and Keratin write
 * them. The whole structure is read and checked first; each object once, so that the time is bounded.
 *
 * @returns undefined for files of any other kind, and for those that are broken: the library reads them, or says what
 * is wrong
 * @see HDF5 File Format Specification, version 3.0
 */
export function plainReader(bytes: Uint8Array): Hdf5Reader | undefined {
  try {
    // not as a Buffer, whose slices share its memory
    const file = new Cursor(
      new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength),
      budgetFor(bytes.length),
    )
    const root = readObjects(file, rootAddress(file))
    return { ask: (what, question) => answer(root, what, question) }
  } catch (error) {
    if (error instanceof NotPlain) return undefined
    throw error
  }
}

/** Structures are looked at once or twice; the least is for very small files. */
const budgetFor = (size: number) => ({ bytes: 8 * size + 1024 * 1024 })

/** The address of the root's header, from the superblock. */
function rootAddress(file: Cursor): number {
  file.expect(0x89, 'no HDF5').signature('HDF\r')
  file.expect(10, 'no HDF5').expect(26, 'no HDF5').expect(10, 'no HDF5')
  const version = file.u8()
  if (version === 0) {
    file.skip(4)
    file.expect(8, 'other offsets').expect(8, 'other lengths').skip(9)
    if (file.u64() !== 0) notPlain('a file that starts elsewhere')
    file.skip(8)
    endWithin(file)
    file.skip(16)
    return file.u64()
  }
  if (version !== 2 && version !== 3) notPlain('a superblock of another version')
  file.expect(8, 'other offsets').expect(8, 'other lengths').skip(1)
  if (file.u64() !== 0) notPlain('a file that starts elsewhere')
  if (file.address() !== undefined) notPlain('an extension of the superblock')
  endWithin(file)
  const root = file.u64()
  checkSum(file, file.at + 4)
  return root
}

/** A file that was cut off is shorter than it says. */
function endWithin(file: Cursor): void {
  if (file.u64() > file.bytes.length) notPlain('a file that was cut off')
}

const isDataset = (object: HdfObject): object is Dataset => 'data' in object

function find(root: HdfObject, path: string): HdfObject | undefined {
  let object: HdfObject | undefined = root
  for (const name of path.split('/')) {
    if (name === '' || name === '.') continue
    object = object && !isDataset(object) ? object.members.get(name) : undefined
  }
  return object
}

function answer(root: HdfObject, what: string, question: Hdf5Question): unknown {
  if (question.ask === 'open') return true
  if (question.ask === 'close') return undefined
  const object = find(root, question.path)
  if (question.ask === 'kind') return kindOf(object)
  if (!object) throw broken(`${what}: it is missing from the HDF5 data.`)
  if (question.ask === 'members') return isDataset(object) ? [] : [...object.members.keys()]
  if (question.ask === 'attributes') return object.attributes.map(({ name }) => name)
  if (question.ask === 'texts')
    return object.attributes.find(({ name }) => name === question.attribute)?.texts.slice()
  if (!isDataset(object)) throw broken(`${what}: it is a group, not a dataset.`)
  // a copy starts at a multiple of 8, and does not keep the whole file in memory
  return question.ask === 'numbers' ? object.data.slice() : describe(object)
}

function kindOf(object: HdfObject | undefined): Hdf5Kind {
  if (!object) return 'none'
  return isDataset(object) ? 'dataset' : 'group'
}

function describe({ shape, count, type }: Dataset): Hdf5Description {
  return { shape: shape as number[], total_size: count, chunks: null, ...type }
}
