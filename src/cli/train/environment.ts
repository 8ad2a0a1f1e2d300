import { availableParallelism } from 'node:os'
import { engineInfo } from '../../engine/index.js'
import { version } from '../version.js'

/** What a run was computed with: versions, engine, machine. Nothing in it tells whose machine it was. */
export function describeEnvironment() {
  const { engine, version: tensorflowjs, threads, forwardedKernels } = engineInfo()
  return {
    keratin: version,
    node: process.versions.node,
    tensorflowjs,
    engine: { name: engine, threads, forwardedKernels: forwardedKernels.length },
    platform: process.platform,
    arch: process.arch,
    cores: availableParallelism(),
  }
}
