import type { Metadata, Module } from 'h5wasm'

type H5Module = typeof Module

/** Makes an instance of the HDF5 library. */
export type Hdf5Factory = (settings: {
  noInitialRun: boolean
  printErr: (line: string) => void
}) => Promise<H5Module>

/** What can be asked about the open file. */
export type Hdf5Question =
  | { ask: 'open'; bytes: Uint8Array }
  | { ask: 'close' }
  | { ask: 'kind'; path: string }
  | { ask: 'describe'; path: string; attribute?: string }
  | { ask: 'numbers'; path: string; bytes: number }
  | { ask: 'texts'; path: string; attribute: string }
  | { ask: 'members'; path: string }
  | { ask: 'attributes'; path: string }

/** What an object is: nothing at all, a group, a dataset, or something else. */
export type Hdf5Kind = 'none' | 'group' | 'dataset' | 'other'

export type Hdf5Description = Pick<
  Metadata,
  'shape' | 'total_size' | 'size' | 'chunks' | 'type' | 'signed' | 'vlen'
>

export type Hdf5Answer =
  | { value: unknown }
  | { problem: string; complaints: readonly string[]; isMemory?: boolean }

interface Port {
  on(event: 'message', take: (asked: Numbered<Hdf5Question>) => void): unknown
  postMessage(answer: Numbered<Hdf5Answer>): void
}

/** A question or its answer, with the number of the question. */
export interface Numbered<T> {
  readonly number: number
  readonly content: T
}

/**
 * The thread in which HDF5 files are read: answers one question after another about the open file. The library is
 * apt to hang in files that lie, and a thread can be ended.
 *
 * The text of this function is the thread's program: it uses nothing from outside.
 *
 * @returns when the library is there
 */
export function serve(factory: Hdf5Factory, port: Port, bell: Int32Array): Promise<void> {
  const name = '/read.h5'
  const mostIdleBytes = 128 * 1024 * 1024
  const mostTextBytes = 256 * 1024 * 1024
  const complaints: string[] = []
  let module: H5Module
  let file = -1n
  // an instance in which a call failed may hold memory and open objects for good: the next file gets another
  let harmed = true

  const ready = async (): Promise<void> => {
    if (!harmed && module.HEAPU8.length <= mostIdleBytes) return
    module = await factory({ noInitialRun: true, printErr: (line) => complaints.push(line) })
    file = -1n
    harmed = false
  }

  const withMemory = <T>(bytes: number, use: (address: number) => T): T => {
    const address = module._malloc(bytes)
    if (!address) throw { isMemory: true, message: `There is no memory for ${bytes} bytes.` }
    try {
      // what a failed read leaves untouched must not be old memory
      module.HEAPU8.fill(0, address, address + bytes)
      return use(address)
    } finally {
      module._free(address)
    }
  }

  const describe = (path: string, attribute?: string): Hdf5Description | undefined => {
    if (attribute !== undefined && !module.get_attribute_names(file, path).includes(attribute))
      return undefined
    const found =
      attribute === undefined
        ? module.get_dataset_metadata(file, path)
        : module.get_attribute_metadata(file, path, attribute)
    const { shape, total_size, size, chunks, type, signed, vlen } = found
    return {
      shape: shape && Array.from(shape, Number),
      total_size: Number(total_size),
      size,
      chunks: chunks && Array.from(chunks, Number),
      type,
      signed,
      vlen,
    }
  }

  const texts = (path: string, attribute: string): string[] | undefined => {
    const found = describe(path, attribute)
    if (!found) return undefined
    if (found.type !== 3 || !found.shape) return []
    const { size, total_size, vlen } = found
    if (total_size === 0) return []
    if (size * total_size > mostTextBytes) throw { message: 'It declares too much text.' }
    return withMemory(size * total_size, (address) => {
      if (module.get_attribute_data(file, path, attribute, BigInt(address)) < 0)
        throw { message: 'The text cannot be read.' }
      const decoder = new TextDecoder()
      let read = 0
      const list = Array.from({ length: total_size }, (_, i) => {
        const heap = module.HEAPU8
        const at = address + i * size
        const start = vlen ? new DataView(heap.buffer).getUint32(at, true) : at
        if (start === 0) return ''
        const limit = vlen ? heap.length : at + size
        const zero = heap.indexOf(0, start)
        const end = zero < 0 || zero > limit ? limit : zero
        read += end - start
        if (read > mostTextBytes) throw { message: 'It holds too much text.' }
        return decoder.decode(heap.subarray(start, end))
      })
      if (vlen) module.reclaim_vlen_memory(file, path, attribute, BigInt(address))
      return list
    })
  }

  const numbers = (path: string, bytes: number): Uint8Array =>
    withMemory(bytes, (address) => {
      if (module.get_dataset_data(file, path, null, null, null, BigInt(address)) < 0)
        throw { message: 'The numbers cannot be read.' }
      return module.HEAPU8.slice(address, address + bytes)
    })

  const kind = (path: string): Hdf5Kind => {
    const type = module.get_type(file, path)
    if (type === -1) return 'none'
    return type === module.H5G_GROUP ? 'group' : type === module.H5G_DATASET ? 'dataset' : 'other'
  }

  const close = (): void => {
    if (file >= 0n) module.close_file(file)
    file = -1n
    if (module.FS.analyzePath(name).exists) module.FS.unlink(name)
  }

  const answer = async (question: Hdf5Question): Promise<unknown> => {
    if (question.ask !== 'open') return answerNow(question)
    await ready()
    close()
    module.FS.writeFile(name, question.bytes)
    file = module.open(name, module.H5F_ACC_RDONLY, false, -1, -1)
    return file >= 0n
  }

  const answerNow = (question: Exclude<Hdf5Question, { ask: 'open' }>): unknown => {
    if (question.ask === 'close') return close()
    const { path } = question
    if (question.ask === 'kind') return kind(path)
    if (question.ask === 'describe') return describe(path, question.attribute)
    if (question.ask === 'numbers') return numbers(path, question.bytes)
    if (question.ask === 'texts') return texts(path, question.attribute)
    return question.ask === 'members'
      ? [...module.get_names(file, path, false)]
      : [...module.get_attribute_names(file, path)]
  }

  port.on('message', ({ number, content: question }) => {
    complaints.length = 0
    const tell = (content: Hdf5Answer) => {
      port.postMessage({ number, content })
      Atomics.add(bell, 0, 1)
      Atomics.notify(bell, 0)
    }
    const fail = (error: unknown) => {
      harmed = true
      const { message = '', isMemory = false } = (error ?? {}) as { message?: string; isMemory?: boolean }
      tell({ problem: String(message), complaints: [...complaints], isMemory })
    }
    answer(question).then((value) => {
      // most functions of the library give no status, and leave whatever was there before as their result
      if (complaints.length > 0) fail(undefined)
      else tell({ value })
    }, fail)
  })
  return ready()
}
