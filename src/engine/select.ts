import { KeratinError } from '../support/errors.js'
import { unknownName } from '../support/names.js'
import { say } from '../support/warn.js'
import { registerCpu } from './cpu.js'
import { registerGradients } from './gradients/register.js'
import { passOverNumbers } from './scopes.js'
import { loadTensorflow } from './tensorflow/load.js'
import { tf } from './tf.js'
import { registerWasm, startWasm } from './wasm/register.js'
import { chosenBackend, whenAsked } from './when-asked.js'

/** The engines, in the order in which they are tried. */
export const engineNames = ['wasm', 'tensorflow', 'cpu'] as const
/** Where numbers are computed: the embedded WebAssembly engine, native TensorFlow, or plain JavaScript. */
export type EngineName = (typeof engineNames)[number]

const absent = new Map<EngineName, Error>()
const loaded = new Set<EngineName>()

/** Why engines cannot be used, as far as they were tried. */
export const absentEngines = (): ReadonlyMap<EngineName, Error> => absent

/** The engine in use. */
export const currentEngine = (): EngineName => tf.getBackend() as EngineName

const loaders: Record<EngineName, () => void> = {
  wasm: startWasm,
  tensorflow: loadTensorflow,
  cpu: () => {},
}

/** Loads an engine and switches to it, all at once: the first tensor must not wait. */
function use(name: EngineName): void {
  const earlier = absent.get(name)
  if (earlier) throw earlier
  try {
    if (!loaded.has(name)) loaders[name]()
    loaded.add(name)
    switchTo(name)
  } catch (error) {
    // a wrong setting is the user's to mend: it does not make the engine absent
    if (isSetting(error)) throw error
    const reason = error instanceof Error ? error : new Error(String(error))
    absent.set(name, reason)
    throw reason
  }
}

function switchTo(name: EngineName): void {
  if (!tf.findBackend(name)) throw new Error(`TensorFlow.js could not start its backend "${name}"`)
  // of a backend that is there, it promises what it has done
  void tf.setBackend(name)
}

/**
 * Switches the engine. Tensors made before stay usable: they move when they are next computed with.
 *
 * @param name `wasm`, `tensorflow`, `cpu`, or `auto` for the first of them that loads
 * @throws KeratinError UNKNOWN_NAME for another name, ENGINE if that engine cannot be loaded
 * @example await setEngine('wasm')
 */
export async function setEngine(name: EngineName | 'auto'): Promise<void> {
  choose(name)
}

function choose(name: EngineName | 'auto'): void {
  if (name === 'auto') {
    useFirst()
    return
  }
  if (!engineNames.includes(name)) throw unknownName('engine', name, ['auto', ...engineNames])
  const before = chosenBackend()
  try {
    use(name)
  } catch (error) {
    if (before.name) switchTo(before.name as EngineName)
    else if (before.isOpen) whenAsked(useFirst)
    if (isSetting(error)) throw error
    throw new KeratinError('ENGINE', `The engine "${name}" cannot be loaded: ${firstLine(error)}.`, {
      hint:
        name === 'tensorflow'
          ? 'Install @tensorflow/tfjs-node, or use KERATIN_ENGINE=auto to take the best engine there is.'
          : 'Use KERATIN_ENGINE=auto to take the best engine there is.',
      cause: error,
    })
  }
}

function useFirst(): void {
  for (const name of engineNames) {
    try {
      use(name)
      if (name === 'cpu') warnOfCpu()
      return
    } catch (error) {
      if (isSetting(error)) throw error
    }
  }
  throw new KeratinError('ENGINE', 'No engine could be loaded.', { cause: absent.get('cpu') })
}

const isSetting = (error: unknown): boolean => error instanceof KeratinError && error.code === 'ARGUMENT'

let isWarned = false

/** Nobody asked for an engine a hundred times slower: that is said, once. */
function warnOfCpu(): void {
  if (isWarned) return
  isWarned = true
  const reason = absent.get('wasm')!
  const advice =
    reason instanceof KeratinError && reason.hint
      ? ''
      : ' Install Keratin anew, or set KERATIN_ENGINE=cpu if this is what you want.'
  say(
    `Keratin computes in plain JavaScript, which is very slow: its engine "wasm" cannot be loaded. ${firstLine(reason)}.${advice}`,
  )
}

/** The first line of a message, without its final stop. */
export const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).trim().split('\n')[0]!.replace(/\.$/, '')

registerCpu()
registerGradients()
passOverNumbers()
const wanted = process.env.KERATIN_ENGINE || 'auto'
if (wanted === 'auto') {
  registerWasm()
  whenAsked(useFirst)
} else {
  choose(wanted as EngineName)
}
