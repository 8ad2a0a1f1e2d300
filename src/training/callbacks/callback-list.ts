import { argumentError } from '../../support/errors.js'
import { unknownName } from '../../support/names.js'
import type { TrainableModel } from '../trainable.js'
import {
  Callback,
  type CallbackHooks,
  type CallbackLike,
  type CallbackParams,
  type Logs,
} from './callback.js'

type Hook = keyof CallbackHooks
// biome-ignore lint/suspicious/noExplicitAny: hooks differ in their arguments; `emit` checks them
type Handler = (...args: any[]) => void | Promise<void>

const hookNames = Object.getOwnPropertyNames(Callback.prototype).filter((n) => n.startsWith('on')) as Hook[]
const settings = ['setModel', 'setParams', 'model', 'params', 'usesBatchLogs']

/** Older names that are called right after a hook. */
const older: Partial<Record<Hook, Hook>> = {
  onTrainBatchBegin: 'onBatchBegin',
  onTrainBatchEnd: 'onBatchEnd',
}

/** The callbacks of one run. Hooks that nobody overrides cost nothing. */
export class CallbackList {
  readonly #handlers = new Map<Hook, Handler[]>()
  readonly #readers = new Set<Hook>()

  constructor(callbacks: readonly CallbackLike[], model: TrainableModel, params: CallbackParams) {
    for (const callback of callbacks) {
      checkCallback(callback)
      const given = callback as Partial<Callback>
      given.setModel?.(model)
      given.setParams?.(params)
      for (const hook of hookNames) this.#add(hook, given)
    }
  }

  #add(hook: Hook, callback: Partial<Callback>): void {
    for (const name of [hook, older[hook]]) {
      const handler = name && callback[name]
      if (!handler || handler === Callback.prototype[name]) continue
      const handlers = this.#handlers.get(hook) ?? []
      handlers.push(handler.bind(callback))
      this.#handlers.set(hook, handlers)
      if (callback.usesBatchLogs !== false) this.#readers.add(hook)
    }
  }

  /** Whether someone reads the logs given to that hook. */
  reads(hook: Hook): boolean {
    return this.#readers.has(hook)
  }

  /** Calls a hook of all callbacks, in their order. The promise is there only if one has to be waited for. */
  emit(hook: Hook, ...args: readonly unknown[]): void | Promise<void> {
    const handlers = this.#handlers.get(hook)
    if (!handlers) return
    for (let i = 0; i < handlers.length; i++) {
      const pending = handlers[i]!(...args)
      if (pending) return rest(pending, handlers.slice(i + 1), args)
    }
  }

  /** Calls a hook after a batch; `logs` is called only if someone reads them. */
  emitBatch(hook: Hook, batch: number, logs: () => Logs): void | Promise<void> {
    if (!this.#handlers.has(hook)) return
    return this.emit(hook, batch, this.reads(hook) ? logs() : {})
  }
}

async function rest(
  pending: Promise<void>,
  handlers: readonly Handler[],
  args: readonly unknown[],
): Promise<void> {
  await pending
  for (const handler of handlers) await handler(...args)
}

function checkCallback(callback: unknown): void {
  if (callback instanceof Callback) return
  if (callback === null || typeof callback !== 'object') {
    throw argumentError('callbacks', 'callbacks or objects with hooks', 'callback', callback)
  }
  const known: readonly string[] = [...hookNames, ...settings]
  const unknown = Object.keys(callback).find((key) => /^on[A-Z]/.test(key) && !known.includes(key))
  if (unknown) throw unknownName('callback hook', unknown, hookNames)
}
