/**
 * Addresses that are known again: the number of their slot stands above their 32 bits, where kernels do not see it, as
 * they take addresses modulo 2^32. Sums of addresses and sizes keep it.
 */
const WORD = 2 ** 32
/** Tags begin high, so that numbers which are no addresses hardly look like one. */
const FIRST = 2 ** 19
const MOST = 2 ** 20

/** An address with its slot. */
export const tagged = (slot: number, address: number): number => (FIRST + (slot % MOST)) * WORD + address

/** The slot of an address; undefined for other numbers. */
export function slotOf(value: number): number | undefined {
  const slot = Math.floor(value / WORD) - FIRST
  return Number.isInteger(value) && slot >= 0 && slot < MOST ? slot : undefined
}
