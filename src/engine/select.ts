import { KeratinError } from '../support/errors.js'
import { unknownName } from '../support/names.js'
import { registerCpu } from './cpu.js'
import { registerGradients } from './gradients/register.js'
import { loadTensorflow } from './tensorflow/load.js'
import { tf } from './tf.js'
import { registerWasm } from './wasm/register.js'

/** The engines, in the order in which they are tried. */
export const engineNames = ['tensorflow', 'wasm', 'cpu'] as const
/** Where numbers are computed: native TensorFlow, the embedded WebAssembly engine, or plain JavaScript. */
export type EngineName = (typeof engineNames)[number]

const absent = new Map<EngineName, Error>()
const loaded = new Set<EngineName>()

/** Why engines cannot be used, as far as they were tried. */
export const absentEngines = (): ReadonlyMap<EngineName, Error> => absent

/** The engine in use. */
export const currentEngine = (): EngineName => tf.getBackend() as EngineName

const loaders: Record<EngineName, () => void | Promise<void>> = {
  tensorflow: loadTensorflow,
  wasm: registerWasm,
  cpu: () => {},
}

async function use(name: EngineName): Promise<void> {
  const earlier = absent.get(name)
  if (earlier) throw earlier
  try {
    if (!loaded.has(name)) await loaders[name]()
    loaded.add(name)
    if (!(await tf.setBackend(name))) throw new Error(`TensorFlow.js could not start its backend "${name}"`)
    await tf.ready()
  } catch (error) {
    // a wrong setting is the user's to mend: it does not make the engine absent
    if (error instanceof KeratinError) throw error
    const reason = error instanceof Error ? error : new Error(String(error))
    absent.set(name, reason)
    throw reason
  }
}

/**
 * Switches the engine. Tensors made before stay usable: they move when they are next computed with.
 *
 * @param name `tensorflow`, `wasm`, `cpu`, or `auto` for the first of them that loads
 * @throws KeratinError UNKNOWN_NAME for another name, ENGINE if that engine cannot be loaded
 * @example await setEngine('wasm')
 */
export async function setEngine(name: EngineName | 'auto'): Promise<void> {
  if (name === 'auto') return useFirst()
  if (!engineNames.includes(name)) throw unknownName('engine', name, ['auto', ...engineNames])
  const before = tf.engine().backendName
  try {
    await use(name)
  } catch (error) {
    if (before) await tf.setBackend(before)
    if (error instanceof KeratinError) throw error
    throw new KeratinError('ENGINE', `The engine "${name}" cannot be loaded: ${firstLine(error)}.`, {
      hint:
        name === 'tensorflow'
          ? 'Install @tensorflow/tfjs-node, or use KERATIN_ENGINE=auto to take the best engine there is.'
          : 'Use KERATIN_ENGINE=auto to take the best engine there is.',
      cause: error,
    })
  }
}

async function useFirst(): Promise<void> {
  for (const name of engineNames) {
    try {
      return await use(name)
    } catch (error) {
      if (error instanceof KeratinError) throw error
    }
  }
  throw new KeratinError('ENGINE', 'No engine could be loaded.', { cause: absent.get('cpu') })
}

/** The first line of a message, without its final stop. */
export const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).trim().split('\n')[0]!.replace(/\.$/, '')

registerCpu()
registerGradients()
await setEngine((process.env.KERATIN_ENGINE || 'auto') as EngineName)
