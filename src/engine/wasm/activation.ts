/** Activations that the kernels compute themselves, with their codes (see assembly/math.ts). */
export const activationCodes = { linear: 0, relu: 1, tanh: 2, sigmoid: 3 } as const

/** The name of an activation that the kernels compute themselves. */
export type NativeActivation = keyof typeof activationCodes

/** Whether the kernels compute this activation themselves. */
export const isNativeActivation = (name: string): name is NativeActivation =>
  Object.hasOwn(activationCodes, name)

/** Activations whose derivatives the kernels compute, with their codes. */
export const derivativeCodes = { ...activationCodes, relu6: 4 } as const
