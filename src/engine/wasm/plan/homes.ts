import { tf } from '../../tf.js'
import type { KeratinWasmBackend } from '../backend.js'

interface Home {
  readonly address: number
  /** Whose values lie there. */
  tenant: object | undefined
  /** How often they have changed. */
  version: number
}

const bytesOf = ({ size, dtype }: tf.Variable): number => size * tf.util.bytesPerElement(dtype)

/**
 * Places where the values of variables stay, so that plans find them and may change them in place. A variable that was
 * given a new value from outside comes home before a plan runs; whoever shares its old values has them elsewhere then.
 */
export class Homes {
  readonly #homes = new Map<tf.Variable, Home>()
  #sweeping = false

  constructor(readonly backend: KeratinWasmBackend) {
    backend.held.onPinnedFree = () => this.#sweepSoon()
  }

  /** Where the values of a variable are to lie, which they do after `bring`. */
  addressOf(variable: tf.Variable): number {
    let home = this.#homes.get(variable)
    if (!home) {
      home = { address: this.backend.reserve(bytesOf(variable)), tenant: undefined, version: 0 }
      this.backend.held.pinned.add(home.address)
      this.#homes.set(variable, home)
    }
    return home.address
  }

  /** How often the values of a variable that is at home have changed. */
  versionOf(variable: tf.Variable): number {
    return this.#homes.get(variable)?.version ?? 0
  }

  /** Told that the values of a variable change where they lie. */
  changes(variable: tf.Variable): void {
    const home = this.#homes.get(variable)
    if (home) home.version++
  }

  /** Brings the values of a variable home. */
  bring(variable: tf.Variable): void {
    const home = this.#homes.get(variable)!
    const { dataIdMap } = this.backend
    const data = dataIdMap.get(variable.dataId)
    if (data.memoryOffset === home.address) {
      if (home.tenant !== variable.dataId) home.version++
      home.tenant = variable.dataId
      return
    }
    home.version++
    const { tenant } = home
    if (tenant && dataIdMap.has(tenant) && dataIdMap.get(tenant).memoryOffset === home.address) {
      this.#moveOut(tenant, variable)
    }
    if (data.refCount === 1 && !this.backend.isLent(variable.dataId)) {
      const { memoryOffset } = data
      this.backend.moveTo(variable, home.address)
      this.backend.release(memoryOffset)
    } else {
      this.backend.copy(data.memoryOffset, home.address, bytesOf(variable))
      const { shape, dtype } = variable
      const info = this.backend.makeOutput(shape, dtype, home.address)
      const tensor = tf.engine().makeTensorFromTensorInfo(info)
      variable.assign(tensor as tf.Tensor<tf.Rank>)
      tensor.dispose()
    }
    home.tenant = variable.dataId
  }

  /** Brings the values of a variable home, and those who share them elsewhere: they are about to change. */
  own(variable: tf.Variable): void {
    if (this.backend.refCount(variable.dataId) > 1) {
      const { memoryOffset } = this.backend.dataIdMap.get(variable.dataId)
      if (memoryOffset === this.addressOf(variable)) this.#moveOut(variable.dataId, variable)
    }
    this.bring(variable)
  }

  #moveOut(dataId: object, { shape, dtype }: tf.Variable): void {
    const elements = tf.util.sizeFromShape(shape)
    const address = this.backend.reserve(elements * tf.util.bytesPerElement(dtype))
    this.backend.moveTo({ dataId, shape, dtype }, address)
  }

  #sweepSoon(): void {
    if (this.#sweeping) return
    this.#sweeping = true
    queueMicrotask(() => this.#sweep())
  }

  /** Gives up the homes of variables that were disposed. */
  #sweep(): void {
    this.#sweeping = false
    const { dataIdMap, held } = this.backend
    for (const [variable, { address, tenant }] of this.#homes) {
      if (!variable.isDisposed) continue
      this.#homes.delete(variable)
      held.pinned.delete(address)
      const lives = tenant && dataIdMap.has(tenant) && dataIdMap.get(tenant).memoryOffset === address
      // else it is freed with the last who shares it
      if (!lives) this.backend.release(address)
    }
  }
}
