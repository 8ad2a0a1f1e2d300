import { absentEngines, currentEngine, type EngineName, firstLine } from './select.js'
import { tf } from './tf.js'
import { KeratinWasmBackend } from './wasm/backend.js'
import { type PlanCounts, planCounts } from './wasm/plan/plan-counts.js'
import { forwardedKernels } from './wasm/register.js'

/** What is known about the engine in use. */
export interface EngineInfo {
  engine: EngineName
  /** Version of TensorFlow.js. */
  version: string
  /** Threads that large computations are shared among; null if the engine decides. */
  threads: number | null
  /** TensorFlow.js kernels that go through the (slow) cpu backend on this engine. */
  forwardedKernels: readonly string[]
  /** Engines that were tried and cannot be used, with the reason. */
  absent: Partial<Record<EngineName, string>>
  memory: { tensors: number; bytes: number; heapBytes: number | null }
  /** Steps that were recorded, and run from what was recorded. */
  plans: PlanCounts
}

/**
 * Describes the engine in use.
 *
 * @example engineInfo().engine // 'wasm'
 */
export function engineInfo(): EngineInfo {
  const engine = currentEngine()
  const backend = tf.backend()
  const wasm = backend instanceof KeratinWasmBackend ? backend : undefined
  const { numTensors, numBytes } = tf.memory()
  return {
    engine,
    version: tf.version_core,
    threads: wasm ? wasm.pool.threads : engine === 'cpu' ? 1 : null,
    forwardedKernels: wasm ? forwardedKernels() : [],
    absent: Object.fromEntries([...absentEngines()].map(([name, error]) => [name, firstLine(error)])),
    memory: { tensors: numTensors, bytes: numBytes, heapBytes: wasm?.heapBytes ?? null },
    plans: planCounts(),
  }
}
