import { expect, it } from 'vitest'
import { cpuKernelNames } from '../../src/engine/cpu-kernel-names.js'
import { tf } from '../../src/engine/index.js'

it('the kernels of the cpu backend are those that its package registers', () => {
  const registered = tf.getKernelsForBackend('cpu').map(({ kernelName }) => kernelName)
  expect([...cpuKernelNames].sort()).toEqual(registered.sort())
})
