import { expect, it } from 'vitest'
import { cpuQuota, usableCores } from '../../src/support/cpu-quota.js'

const system = (files: Record<string, string>) => (path: string) => files[path]

it.each([
  ['none is set', { '/proc/self/cgroup': '0::/\n', '/sys/fs/cgroup/cpu.max': 'max 100000\n' }, undefined],
  ['there are no groups', {}, undefined],
  ['one is set', { '/proc/self/cgroup': '0::/\n', '/sys/fs/cgroup/cpu.max': '150000 100000\n' }, 1.5],
  [
    'a group around has less',
    {
      '/proc/self/cgroup': '0::/a/b\n',
      '/sys/fs/cgroup/a/b/cpu.max': '400000 100000\n',
      '/sys/fs/cgroup/a/cpu.max': '200000 100000\n',
    },
    2,
  ],
  [
    'groups are of the first version',
    {
      '/proc/self/cgroup': '9:memory:/x\n2:cpu,cpuacct:/docker/1\n',
      '/sys/fs/cgroup/cpu/cpu.cfs_quota_us': '50000\n',
      '/sys/fs/cgroup/cpu/cpu.cfs_period_us': '100000\n',
    },
    0.5,
  ],
  [
    'groups are mounted under the names of two controllers',
    {
      '/proc/self/cgroup': '2:cpu,cpuacct:/docker/1\n',
      '/sys/fs/cgroup/cpu,cpuacct/docker/1/cpu.cfs_quota_us': '250000\n',
      '/sys/fs/cgroup/cpu,cpuacct/docker/1/cpu.cfs_period_us': '100000\n',
    },
    2.5,
  ],
  [
    'none is set in the first version',
    {
      '/proc/self/cgroup': '2:cpu:/\n',
      '/sys/fs/cgroup/cpu/cpu.cfs_quota_us': '-1\n',
      '/sys/fs/cgroup/cpu/cpu.cfs_period_us': '100000\n',
    },
    undefined,
  ],
])('the quota where %s', (_, files, expected) => {
  expect(cpuQuota(system(files as Record<string, string>))).toBe(expected)
})

it('a part of a core is one more thread, up to the cores that the process may run on', () => {
  const cores = (available: number, quota: string, allowed: string) =>
    usableCores(
      available,
      system({
        '/proc/self/cgroup': '0::/\n',
        '/sys/fs/cgroup/cpu.max': `${quota} 100000\n`,
        '/proc/self/status': `Cpus_allowed:\t${allowed}\n`,
      }),
    )
  expect(cores(8, '150000', 'ff')).toBe(2)
  expect(cores(1, '150000', 'ff')).toBe(2)
  expect(cores(8, '20000', 'ff')).toBe(1)
  expect(cores(2, '350000', '00000000,00000003')).toBe(2)
  expect(cores(3, 'max', '7')).toBe(3)
})
