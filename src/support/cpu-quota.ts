import { readFileSync } from 'node:fs'
import { posix } from 'node:path'

/** Reads a file of the system; undefined where there is none. */
export type ReadSystemFile = (path: string) => string | undefined

function readSystemFile(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

/**
 * How many cores' time Linux lets this process have, by the quotas of the control groups that it is in: a container that
 * may use one and a half cores sees all cores of its machine, and is stopped when it uses more.
 *
 * @returns cores, not always whole; undefined without a quota
 */
export function cpuQuota(read: ReadSystemFile = readSystemFile): number | undefined {
  const quotas: number[] = []
  for (const line of (read('/proc/self/cgroup') ?? '').split('\n')) {
    const [, controllers, path] = line.split(':')
    if (path === undefined) continue
    for (const folder of upwards(path)) {
      if (controllers === '') quotas.push(...quotaIn(read(`/sys/fs/cgroup${folder}/cpu.max`)))
      else if (controllers!.split(',').includes('cpu')) {
        // some systems mount the controllers under the names of all that go together, others link to that
        for (const mount of new Set(['cpu', controllers!, 'cpu,cpuacct', 'cpuacct,cpu'])) {
          const of = (name: string) => read(`/sys/fs/cgroup/${mount}${folder}/cpu.cfs_${name}_us`)
          quotas.push(...quotaIn(`${of('quota')} ${of('period')}`))
        }
      }
    }
  }
  return quotas.length > 0 ? Math.min(...quotas) : undefined
}

/**
 * How many threads have a use: one for each core that the process may run on, as far as its quota goes. A part of a core
 * counts as one, as for Java and Go: two threads get more out of one and a half cores than one does.
 *
 * @param available what Node tells, in which newer versions count the quota rounded down
 */
export function usableCores(available: number, read: ReadSystemFile = readSystemFile): number {
  const quota = cpuQuota(read)
  if (quota === undefined) return available
  const allowed = /^Cpus_allowed:\s*([\da-f,]+)$/m.exec(read('/proc/self/status') ?? '')?.[1] ?? ''
  const cores = [...allowed.replaceAll(',', '')].reduce(
    (sum, digit) => sum + ones(Number.parseInt(digit, 16)),
    0,
  )
  return Math.max(1, Math.min(Math.max(available, cores), Math.ceil(quota)))
}

const ones = (digit: number): number => [1, 2, 4, 8].filter((bit) => digit & bit).length

/** A group and those that it is in; a group of a container may have the name that it has outside. */
function upwards(path: string): string[] {
  const folders = new Set<string>()
  for (let folder = path; ; folder = posix.dirname(folder)) {
    folders.add(folder === '/' ? '' : folder)
    if (folder === '/' || folder === '.') return [...folders]
  }
}

/** From microseconds in a period of microseconds. */
function quotaIn(text: string | undefined): number[] {
  const [quota, period] = (text ?? '').trim().split(/\s+/).map(Number)
  return quota! > 0 && period! > 0 ? [quota! / period!] : []
}
