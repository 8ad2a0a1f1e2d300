import { availableParallelism, cpus, freemem, totalmem } from 'node:os'
import { wasmFeatures } from '../../engine/index.js'
import { readFileBytes } from '../../support/read-file.js'

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
    quota: await cpuQuota(),
    memory: { total, free: freemem(), limit: limit > 0 && limit < total ? limit : null },
    simd,
    sharedMemory: threads,
  }
}

/** The share of processors that Linux gives a control group, in version 2 and 1 of these. */
async function cpuQuota(): Promise<number | null> {
  const [quota, period] = (await textOf('/sys/fs/cgroup/cpu.max'))?.split(' ') ?? [
    await textOf('/sys/fs/cgroup/cpu/cpu.cfs_quota_us'),
    await textOf('/sys/fs/cgroup/cpu/cpu.cfs_period_us'),
  ]
  const cores = Number(quota) / Number(period)
  return Number.isFinite(cores) && cores > 0 ? Math.round(cores * 100) / 100 : null
}

const textOf = (path: string): Promise<string | undefined> =>
  readFileBytes(path, 'json').then(
    (bytes) => Buffer.from(bytes).toString().trim(),
    () => undefined,
  )
