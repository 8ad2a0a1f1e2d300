import { nameOfStream, observeDraws, type RandomStream } from '../../../support/random.js'
import { noted, type StepNotes, unnoted } from '../../plan/during.js'
import { FedNumber } from '../../plan/fed.js'
import { beginningOfStep, ownCodeOnTheWay } from '../../plan/own-code.js'
import type {
  Argument,
  Call,
  Draw,
  NumberSource,
  Operator,
  Pointer,
  Recording,
  Result,
  Slot,
} from '../../plan/recording.js'
import { tf } from '../../tf.js'
import type { HostCode, KeratinWasmBackend } from '../backend.js'
import type { Observer, StockFunction } from '../observer.js'
import { slotOf, tagged } from './tags.js'
import { type VariableChanges, watchVariables } from './variables.js'

type Outputs = tf.TensorInfo | tf.TensorInfo[]
type Look = (values: Float32Array | Int32Array | Uint8Array) => void

/** Larger results of constants are computed anew rather than kept. */
const LARGEST_CONSTANT = 1 << 16

/** Words that a step may draw at random: more are for values that JavaScript makes of them. */
const MOST_DRAWS = 4096

/** An operator that is running. */
interface Frame {
  readonly name: string
  readonly operator: number
  readonly inputs: readonly number[]
  readonly firstCall: number
  /** Whether it works on values in ways that are not known. */
  touches: boolean
}

/** A tensor of the module of TensorFlow.js. */
interface Registered {
  readonly address: number
  readonly elements: number
  readonly dataId?: object
}

/** Text is not in the memory of the module. */
const bytesEach = (dtype: tf.DataType): number => (dtype === 'string' ? 0 : tf.util.bytesPerElement(dtype))

/** Runs one step and notes what it does in memory. */
export class Recorder implements Observer, StepNotes {
  readonly #slots: Slot[] = []
  /** Where the slots lie, or lay. */
  readonly #bases: number[] = []
  readonly #calls: Call[] = []
  readonly #operators: Operator[] = []
  /** The slot of each block that is in use. */
  readonly #at = new Map<number, number>()
  readonly #ids = new Map<number, Registered>()
  readonly #frames: Frame[] = []
  readonly #draws: Draw[] = []
  readonly #drawn = new Set<number>()
  readonly #sources: NumberSource[] = []
  readonly #numbers: Readonly<Record<string, number>>[] = []
  readonly #effects: (() => void)[] = []
  readonly #conditions: { ask: () => unknown; answer: unknown }[] = []
  readonly #feeds: ReadonlyMap<object, number>
  #changes: VariableChanges | undefined
  #reason: string | undefined
  #ownCode: string | undefined

  constructor(
    readonly backend: KeratinWasmBackend,
    feeds: readonly tf.Tensor[],
    /** Whether to look for code outside of Keratin, which takes as long as all else. */
    readonly looksForOwnCode = true,
  ) {
    const places = new Map<object, number>()
    feeds.forEach((t, i) => {
      if (!places.has(t.dataId)) places.set(t.dataId, i)
    })
    this.#feeds = places
  }

  /** Runs the step. */
  record(body: () => tf.Tensor[]): { outputs: tf.Tensor[]; recording: Recording } {
    return watchVariables((changes) => {
      this.#changes = changes
      const outputs = this.#run(body)
      return { outputs, recording: this.#finish(outputs, changes) }
    })
  }

  #run(body: () => tf.Tensor[]): tf.Tensor[] {
    const { backend } = this
    const told = (stream: RandomStream, word: number) => {
      if (this.#draws.length === MOST_DRAWS) {
        this.#fail('JavaScript makes values of random numbers in it')
        return
      }
      this.#draws.push({ stream: nameOfStream(stream) ?? stream, word })
      this.#drawn.add(word).add(word | 0)
    }
    backend.observer = this
    try {
      return noted(this, () => observeDraws(told, () => beginningOfStep(body)))
    } finally {
      backend.observer = undefined
    }
  }

  #finish(outputs: readonly tf.Tensor[], changes: VariableChanges): Recording {
    const results: Result[] = outputs.map((t) => ({
      slot: this.#slotOfTensor(t),
      shape: t.shape,
      dtype: t.dtype,
    }))
    const assigned = changes.assigned.map((variable) => ({ variable, slot: this.#slotOfTensor(variable) }))
    this.#checkLeft([...results, ...assigned].map(({ slot }) => slot))
    return {
      slots: this.#slots,
      calls: this.#calls,
      prepared: [],
      operators: this.#operators,
      results,
      assigned,
      updated: [],
      draws: this.#draws,
      sources: this.#sources,
      numbers: this.#numbers,
      effects: this.#effects,
      conditions: this.#conditions,
      reason: this.#reason,
      ownCode: this.#ownCode,
      isFirst: !changes.areSame,
    }
  }

  /** Nothing made in a step may stay but its results and the values of variables. */
  #checkLeft(known: readonly number[]): void {
    const expected = new Set(known)
    for (const slot of this.#at.values()) {
      if (!expected.has(slot) && !isExternal(this.#slots[slot]!)) this.#fail('it keeps a tensor for later')
    }
  }

  #fail(reason: string): void {
    this.#reason ??= reason
  }

  #add(slot: Slot, address: number): number {
    this.#bases.push(address)
    return this.#slots.push(slot) - 1
  }

  // memory

  allocated(address: number, bytes: number): void {
    this.#at.set(address, this.#add({ kind: 'room', bytes }, address))
  }

  freed(address: number): void {
    this.#at.delete(address)
  }

  pointer(dataId: object, address: number, bytes: number): number {
    return tagged(this.#slotAt(dataId, address, bytes), address)
  }

  scratch(address: number, bytes: number): number {
    this.allocated(address, bytes)
    return tagged(this.#at.get(address)!, address)
  }

  #slotOfTensor({ dataId, size, dtype }: tf.Tensor): number {
    const { memoryOffset } = this.backend.dataIdMap.get(dataId)
    return this.#slotAt(dataId, memoryOffset, size * bytesEach(dtype))
  }

  /** The slot of a tensor; one that was there before the step gets one now. */
  #slotAt(dataId: object, address: number | null, bytes: number): number {
    if (address === null) {
      this.#fail('it works on text')
      return this.#add({ kind: 'room', bytes: 0 }, 0)
    }
    const known = this.#at.get(address)
    if (known !== undefined) return known
    const slot = this.#add(this.#external(dataId, address, bytes), address)
    this.#at.set(address, slot)
    return slot
  }

  #external(dataId: object, address: number, bytes: number): Slot {
    const index = this.#feeds.get(dataId)
    if (index !== undefined) return { kind: 'feed', bytes, index }
    const variable = this.#changes?.variableAt(dataId)
    return variable ? { kind: 'variable', bytes, variable } : { kind: 'captured', bytes, dataId, address }
  }

  uploaded(dataId: object, address: number, values: Uint8Array): void {
    const bytes = values.length
    // what has just been made TensorFlow.js does not know yet: all else comes over from another engine, to stay
    this.#slots[this.#slotAt(dataId, address, bytes)] = tf.engine().state.tensorInfo.has(dataId)
      ? this.#external(dataId, address, bytes)
      : { kind: 'constant', bytes, values }
  }

  touched(dataId?: object): void {
    const frame = this.#frames.at(-1)
    if (frame) frame.touches = true
    else if (!dataId || !this.#isConstant(dataId)) this.#fail('JavaScript reads values that it computes')
  }

  #isConstant(dataId: object): boolean {
    const slot = this.#at.get(this.backend.dataIdMap.get(dataId).memoryOffset)
    return slot !== undefined && this.#slots[slot]!.kind === 'constant'
  }

  // calls

  #call(call: Omit<Call, 'operator'>): void {
    this.#calls.push({ ...call, operator: this.#frames[0]?.operator ?? -1 })
  }

  #argument(value: number | FedNumber): Argument {
    if (value instanceof FedNumber) return value
    const slot = slotOf(value)
    if (slot !== undefined) return this.#pointerTo(slot, value as number)
    const untagged = this.#at.get(value as number)
    if (untagged !== undefined && this.#isNear(untagged)) this.#fail('it loses track of an address')
    return value
  }

  /** Whether a slot is of the operator that is running: its inputs, or made by it. */
  #isNear(slot: number): boolean {
    return this.#frames.at(-1)?.inputs.includes(slot) === true
  }

  #pointerTo(slot: number, address: number): Pointer {
    const offset = (address % 2 ** 32) - this.#bases[slot]!
    // the block may be aligned within what was allocated
    const { bytes } = this.#slots[slot]!
    if (offset < 0 || offset > bytes) this.#fail('an address is out of its room')
    return { slot, offset }
  }

  kernel(name: string, args: readonly number[], work?: number): void {
    this.#call({ kind: 'kernel', name, args: args.map((a) => this.#argument(a)), work })
  }

  host(run: HostCode, addresses: readonly number[], numbers: readonly number[]): void {
    this.#call({ kind: 'host', name: 'host', run, args: addresses.map((a) => this.#argument(a)), numbers })
  }

  put(address: number, bytes: Uint8Array): void {
    this.#call({ kind: 'put', name: 'put', args: [this.#argument(address), bytes.slice()] })
  }

  inspect(tensor: tf.TensorInfo, look: Look): void {
    const elements = tf.util.sizeFromShape(tensor.shape)
    const at = this.#slotOfTensor({ ...tensor, size: elements } as tf.Tensor)
    const { dtype } = tensor
    const args = [{ slot: at, offset: 0, elements }]
    this.#call({ kind: 'inspect', name: 'inspect', run: look, args, dtype })
    // a kernel looks by itself
    if (this.#frames.length > 0) return
    const values = this.backend.sanction(() => this.backend.view(tensor).slice())
    this.#pause(() => look(values))
  }

  /** Runs code that is no part of the step. */
  #pause<T>(body: () => T): T {
    this.backend.observer = undefined
    try {
      return unnoted(() => observeDraws(undefined, body))
    } finally {
      this.backend.observer = this
    }
  }

  registered(id: number, address: number, elements: number): void {
    this.#ids.set(id, { address, elements })
  }

  stock(name: string, run: StockFunction, args: readonly (number | Uint8Array)[], returns: boolean): void {
    if (returns) this.#fail(`${name} gives values to JavaScript`)
    const known = args.map((a) => (a instanceof Uint8Array ? this.#bytes(name, a) : this.#tensor(Number(a))))
    this.#call({ kind: 'stock', name, run, args: known })
  }

  #tensor(value: number): Argument {
    const known = this.#ids.get(value)
    if (!known) return value
    const slot = this.#slotAt(known.dataId ?? {}, known.address, 4 * known.elements)
    return { slot, offset: 0, elements: known.elements }
  }

  /** Bytes as they are, or a list of tensors. */
  #bytes(name: string, bytes: Uint8Array): Argument {
    const copy = bytes.slice()
    const words = copy.length % 4 === 0 ? [...new Int32Array(copy.buffer)] : []
    const tensors = words.map((word) => this.#tensor(word)).filter((a) => typeof a === 'object')
    if (tensors.length === 0) return copy
    if (tensors.length < words.length) this.#fail(`${name} is given tensors among other numbers`)
    return { tensors: tensors as Pointer[] }
  }

  within(name: string, args: { readonly inputs: object }, run: () => Outputs): Outputs {
    if (this.looksForOwnCode) this.#ownCode ??= ownCodeOnTheWay()
    const given = Object.values(args.inputs as Record<string, tf.TensorInfo | undefined>).filter((t) => t)
    const inputs = given.flatMap((t) => this.#input(t!))
    const operator = this.#operators.push({ name, inputs, outputs: [], shapes: [] }) - 1
    const frame: Frame = { name, operator, inputs, firstCall: this.#calls.length, touches: false }
    this.#frames.push(frame)
    try {
      const outputs = run()
      this.#left(frame, [outputs].flat())
      return outputs
    } finally {
      this.#frames.pop()
    }
  }

  #input(tensor: tf.TensorInfo): number[] {
    const { id, memoryOffset } = this.backend.dataIdMap.get(tensor.dataId)
    const elements = tf.util.sizeFromShape(tensor.shape)
    const slot = this.#slotOfTensor({ ...tensor, size: elements } as tf.Tensor)
    this.#ids.set(id, { address: memoryOffset, elements, dataId: tensor.dataId })
    return [slot]
  }

  #left({ name, operator, inputs, firstCall, touches }: Frame, outputs: readonly tf.TensorInfo[]): void {
    const made = outputs.map((t) =>
      this.#slotOfTensor({ ...t, size: tf.util.sizeFromShape(t.shape) } as tf.Tensor),
    )
    Object.assign(this.#operators[operator]!, { outputs: made, shapes: outputs.map((t) => t.shape) })
    const constant = inputs.every((slot) => this.#slots[slot]!.kind === 'constant')
    if (touches && !constant) this.#fail(`${name} computes in JavaScript`)
    const calls = this.#calls.slice(firstCall)
    const small = made.every((slot) => this.#slots[slot]!.bytes <= LARGEST_CONSTANT)
    if (!constant || !(touches || (small && calls.length > 0 && !this.#isDrawn(calls)))) return
    this.#calls.length = firstCall
    outputs.forEach((t, i) => {
      if (this.#slots[made[i]!]!.kind !== 'room') return
      const { memoryOffset } = this.backend.dataIdMap.get(t.dataId)
      const bytes = tf.util.sizeFromShape(t.shape) * bytesEach(t.dtype)
      this.uploaded(t.dataId, memoryOffset, this.backend.bytes(memoryOffset, bytes))
    })
  }

  /** Whether random words or fed numbers are among the arguments. */
  #isDrawn(calls: readonly Call[]): boolean {
    return calls.some(({ args }) =>
      args.some((a) => a instanceof FedNumber || (typeof a === 'number' && this.#drawn.has(a))),
    )
  }

  // what a step tells of itself

  numbers(source: NumberSource): Record<string, FedNumber> {
    const values = this.#pause(source)
    const index = this.#sources.push(source) - 1
    this.#numbers.push(values)
    return Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, new FedNumber(value, { source: index, name })]),
    )
  }

  /** Told of the tensor that a fed number has become. */
  fed(tensor: tf.Tensor, { key }: FedNumber): void {
    this.#slots[this.#slotOfTensor(tensor)] = { kind: 'number', bytes: 4, fed: key }
  }

  effect(run: () => void): void {
    this.#effects.push(run)
    this.#pause(run)
  }

  condition<T>(ask: () => T): T {
    const answer = this.#pause(ask)
    this.#conditions.push({ ask, answer })
    return answer
  }
}

const isExternal = ({ kind }: Slot): boolean => kind === 'feed' || kind === 'variable' || kind === 'captured'
