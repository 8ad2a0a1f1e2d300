import type { KernelArgs } from '../kernel.js'
export const checksOf = (_name: string): ((args: KernelArgs) => undefined) | undefined => undefined
