/** The kernels that are registered, as TensorFlow.js has them: who asks for those of the cpu backend has it loaded. */
import * as tfjs from '@tensorflow/tfjs-core'

let loadCpu = (): void => {}

/** Sets how the cpu backend is loaded. */
export function provideCpu(load: () => void): void {
  loadCpu = load
}

const present = (backendName: string): string => {
  if (backendName === 'cpu') loadCpu()
  return backendName
}

export const getKernel = (kernelName: string, backendName: string): tfjs.KernelConfig =>
  tfjs.getKernel(kernelName, present(backendName))

export const getKernelsForBackend = (backendName: string): tfjs.KernelConfig[] =>
  tfjs.getKernelsForBackend(present(backendName))

export const registerKernel = (config: tfjs.KernelConfig): void => {
  present(config.backendName)
  tfjs.registerKernel(config)
}

export const unregisterKernel = (kernelName: string, backendName: string): void =>
  tfjs.unregisterKernel(kernelName, present(backendName))

export const copyRegisteredKernels = (registeredBackendName: string, newBackendName: string): void =>
  tfjs.copyRegisteredKernels(present(registeredBackendName), newBackendName)
