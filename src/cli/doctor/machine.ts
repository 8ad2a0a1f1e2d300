import { availableParallelism, cpus, freemem, totalmem } from 'node:os'
import { wasmFeatures } from '../../engine/index.js'
import { cpuQuota } from '../../support/cpu-quota.js'

/** What there is to compute with. */
export interface Machine {
  cpu: string
  /** Cores of the machine. */
  cores: number
  /** Cores that this process may run on. */
  usable: number
  /** How many cores' time a container is given; null where nothing limits it. */
  quota: number | null
  memory: {
    total: number
    free: number
    /** What a container may take; null where nothing limits it. */
    limit: number | null
  }
  simd: boolean
  sharedMemory: boolean
}

/** Looks at processor, memory and what limits them. */
export async function lookAtMachine(): Promise<Machine> {
  const processors = cpus()
  const { simd, threads } = wasmFeatures()
  const total = totalmem()
  // without a limit, systems give a number that is beyond all memory
  const limit = process.constrainedMemory?.() ?? 0
  return {
    cpu: processors[0]?.model.trim() || process.arch,
    cores: processors.length,
    usable: availableParallelism(),
    quota: hundredths(cpuQuota()),
    memory: { total, free: freemem(), limit: limit > 0 && limit < total ? limit : null },
    simd,
    sharedMemory: threads,
  }
}

const hundredths = (cores: number | undefined): number | null =>
  cores === undefined ? null : Math.round(cores * 100) / 100
