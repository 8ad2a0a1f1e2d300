import {
  currentEngine,
  type EngineName,
  engineInfo,
  engineNames,
  enginePackages,
  enginePackageVersion,
  setEngine,
  wasmFeatures,
} from '../../engine/index.js'
import { type TinyTraining, tinyTraining } from './tiny-training.js'

/** What an engine is and does here. */
export interface EngineReport {
  name: EngineName
  /** `absent`: it is optional and not there; `fault`: it is a part of Keratin and does not work. */
  state: 'ok' | 'absent' | 'fault'
  /** Whether it is the one in use. */
  inUse: boolean
  package: string
  /** Of the package; absent where it is not installed. */
  version?: string
  /** Threads that large computations are shared among; null where the engine decides. */
  threads?: number | null
  /** Whether it computes several numbers at a time; null where the engine decides. */
  simd?: boolean | null
  /** Kernels of TensorFlow.js that it leaves to plain JavaScript. */
  forwardedKernels?: readonly string[]
  /** Why it cannot be used, or what is wrong with it. */
  reason?: string
  /** A tiny training, where one was asked for. */
  training?: TinyTraining
}

/**
 * Looks at each engine, and leaves the one that was in use.
 *
 * @param train whether each trains a tiny network
 */
export async function lookAtEngines(train: boolean): Promise<EngineReport[]> {
  const inUse = currentEngine()
  const reports: EngineReport[] = []
  try {
    for (const name of engineNames) reports.push(await lookAt(name, inUse, train))
  } finally {
    await setEngine(inUse)
  }
  return reports
}

async function lookAt(name: EngineName, inUse: EngineName, train: boolean): Promise<EngineReport> {
  const version = enginePackageVersion(name)
  const about = {
    name,
    inUse: name === inUse,
    package: enginePackages[name],
    ...(version !== undefined && { version }),
  }
  try {
    await setEngine(name)
    const { threads, forwardedKernels } = engineInfo()
    const simd = { wasm: wasmFeatures().simd, tensorflow: null, cpu: false }[name]
    const training = train ? await tinyTraining() : undefined
    return {
      ...about,
      state: training?.fault === undefined ? 'ok' : 'fault',
      ...{ threads, simd, forwardedKernels },
      ...(training && { training }),
      ...(training?.fault !== undefined && { reason: training.fault }),
    }
  } catch (error) {
    const state = name === 'tensorflow' ? 'absent' : 'fault'
    return { ...about, state, reason: engineInfo().absent[name] ?? reasonOf(error) }
  }
}

/** The message of an error in one line. */
export const reasonOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error))
    .trim()
    .replace(/\s*\n\s*/g, ' ')
    .slice(0, 300)
