import { KeratinError } from '../../src/support/errors.js'
import { limits } from '../../src/support/limits.js'

/** What stands for a global of Python: it is never looked up nor run. */
interface Global {
  readonly global: string
}

/** An array of numpy in the making: `_reconstruct` makes it, its state fills it. */
interface ArrayState {
  items?: unknown[]
}

const mark = Symbol('mark')
const allowed = /^(numpy\.(_core|core)\.multiarray _reconstruct|numpy (ndarray|dtype)|_codecs encode)$/

/**
 * The list in a pickle of a numpy array of objects: lists of integers. Only the opcodes for numbers, texts, lists and
 * tuples are known, and of globals only those that numpy needs for an array; everything else is refused, and nothing
 * is ever called.
 *
 * @throws KeratinError FILE_UNREADABLE with what is not supported
 */
export function readPickledArray(bytes: Uint8Array): unknown[] {
  const value = new Unpickler(bytes).run()
  const items = (value as ArrayState | undefined)?.items
  if (Array.isArray(items)) return items
  throw refuse('it holds no array of objects')
}

const refuse = (why: string): KeratinError =>
  new KeratinError('FILE_UNREADABLE', `The pickled data cannot be read: ${why}.`, {
    hint: 'Only arrays of lists of integers are read, as imdb.npz of Keras has them.',
  })

class Unpickler {
  readonly #view: DataView
  readonly #bytes: Buffer
  readonly #stack: unknown[] = []
  readonly #memo = new Map<number, unknown>()
  #at = 0
  #lists = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  run(): unknown {
    try {
      for (;;) {
        const code = this.#u8()
        if (code === 0x2e) return this.#stack.pop()
        this.#step(code)
        // each takes a byte of the file and far more of the memory
        if (this.#stack.length > limits.tableRows) throw refuse('it holds too much at a time')
      }
    } catch (error) {
      if (error instanceof RangeError) throw refuse('it is cut short')
      throw error
    }
  }

  #step(code: number): void {
    const stack = this.#stack
    switch (String.fromCharCode(code)) {
      case '\x80': // PROTO
        this.#u8()
        return
      case '\x95': // FRAME
        this.#at += 8
        return
      case 'K':
        stack.push(this.#u8())
        return
      case 'M':
        stack.push(this.#number('getUint16', 2))
        return
      case 'J':
        stack.push(this.#number('getInt32', 4))
        return
      case '\x8a': // LONG1
        stack.push(this.#long(this.#u8()))
        return
      case 'I': {
        const text = this.#line()
        stack.push(text === '00' ? false : text === '01' ? true : Number(text))
        return
      }
      case 'L':
        stack.push(Number(this.#line().replace(/L$/, '')))
        return
      case 'G': {
        stack.push(this.#view.getFloat64(this.#at))
        this.#at += 8
        return
      }
      case 'N':
        stack.push(null)
        return
      case '\x88':
        stack.push(true)
        return
      case '\x89':
        stack.push(false)
        return
      case 'U':
      case 'C':
        stack.push(this.#text(this.#u8(), 'latin1'))
        return
      case '\x8c':
        stack.push(this.#text(this.#u8(), 'utf8'))
        return
      case 'T':
      case 'B':
        stack.push(this.#text(this.#number('getUint32', 4), 'latin1'))
        return
      case 'X':
        stack.push(this.#text(this.#number('getUint32', 4), 'utf8'))
        return
      case 'S':
        stack.push(this.#line().slice(1, -1))
        return
      case 'V':
        stack.push(this.#line())
        return
      case '(':
        stack.push(mark)
        return
      case ']':
      case ')':
        if (++this.#lists > limits.tableRows) throw refuse('it holds too many lists')
        stack.push([])
        return
      case '}':
        stack.push({})
        return
      case 'l':
      case 't':
        stack.push(this.#marked())
        return
      case '\x85':
        stack.push(stack.splice(-1))
        return
      case '\x86':
        stack.push(stack.splice(-2))
        return
      case '\x87':
        stack.push(stack.splice(-3))
        return
      case 'a': {
        const item = stack.pop()
        this.#list().push(item)
        return
      }
      case 'e': {
        const items = this.#marked()
        const list = this.#list()
        for (const item of items) list.push(item)
        return
      }
      case 'c':
        this.#global(this.#line(), this.#line())
        return
      case '\x93': {
        const [module, name] = stack.splice(-2)
        this.#global(String(module), String(name))
        return
      }
      case 'R':
        this.#reduce()
        return
      case 'b':
        this.#build()
        return
      case '0':
        stack.pop()
        return
      case 'q':
        this.#memo.set(this.#u8(), stack.at(-1))
        return
      case 'r':
        this.#memo.set(this.#number('getUint32', 4), stack.at(-1))
        return
      case 'p':
        this.#memo.set(Number(this.#line()), stack.at(-1))
        return
      case '\x94':
        this.#memo.set(this.#memo.size, stack.at(-1))
        return
      case 'h':
        stack.push(this.#memo.get(this.#u8()))
        return
      case 'j':
        stack.push(this.#memo.get(this.#number('getUint32', 4)))
        return
      case 'g':
        stack.push(this.#memo.get(Number(this.#line())))
        return
      default:
        throw refuse(`opcode 0x${code.toString(16)} is not supported`)
    }
  }

  #global(module: string, name: string): void {
    const global = `${module} ${name}`
    if (!allowed.test(global)) throw refuse(`it asks for ${JSON.stringify(`${module}.${name}`)}`)
    this.#stack.push({ global } satisfies Global)
  }

  /** What a call would give, without a call. */
  #reduce(): void {
    const args = this.#stack.pop()
    const callee = this.#stack.pop() as Global | undefined
    if (!Array.isArray(args) || typeof callee?.global !== 'string') throw refuse('it calls something')
    if (callee.global.endsWith('_reconstruct')) this.#stack.push({} satisfies ArrayState)
    else if (callee.global === '_codecs encode') this.#stack.push(args[0])
    else this.#stack.push({ dtype: args[0] })
  }

  #build(): void {
    const state = this.#stack.pop()
    const object = this.#stack.at(-1) as ArrayState & { dtype?: unknown }
    if (object === null || typeof object !== 'object') throw refuse('it sets the state of something else')
    if (object.dtype !== undefined) return
    if (Array.isArray(state) && Array.isArray(state[4])) object.items = state[4]
    else throw refuse('its array does not hold objects')
  }

  #list(): unknown[] {
    const list = this.#stack.at(-1)
    if (Array.isArray(list)) return list
    throw refuse('it appends to something that is no list')
  }

  #marked(): unknown[] {
    const start = this.#stack.lastIndexOf(mark)
    if (start < 0) throw refuse('a mark is missing')
    const items = this.#stack.splice(start)
    items.shift()
    return items
  }

  #u8(): number {
    return this.#number('getUint8', 1)
  }

  #number(read: 'getUint8' | 'getUint16' | 'getInt32' | 'getUint32', size: number): number {
    const value = this.#view[read](this.#at, true)
    this.#at += size
    return value
  }

  #long(size: number): number {
    const bytes = this.#take(size)
    let value = 0n
    for (let i = size - 1; i >= 0; i--) value = (value << 8n) | BigInt(bytes[i]!)
    return Number(BigInt.asIntN(size * 8, value))
  }

  #text(size: number, encoding: BufferEncoding): string {
    return this.#take(size).toString(encoding)
  }

  #take(size: number): Buffer {
    if (this.#at + size > this.#bytes.length) throw refuse('it is cut short')
    this.#at += size
    return this.#bytes.subarray(this.#at - size, this.#at)
  }

  #line(): string {
    const end = this.#bytes.indexOf(10, this.#at)
    if (end < 0) throw refuse('it is cut short')
    const line = this.#bytes.toString('latin1', this.#at, end)
    this.#at = end + 1
    return line
  }
}
