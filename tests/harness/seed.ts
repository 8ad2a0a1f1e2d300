import { expect } from 'vitest'

/** The seed of the run, which is printed: `KERATIN_TEST_SEED`, or drawn (see vitest.config.ts). */
const runSeed = Number(process.env.KERATIN_TEST_SEED ?? 0)

function mix(seed: number, text: string): number {
  let h = seed | 0
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  return (h ^ (h >>> 13)) >>> 0
}

/** A seed for one purpose: the same for the same run seed and text, and unlike that of any other. */
export const seedOf = (text: string): number => mix(runSeed, text)

/** The seed of the test file that is read now. */
export const fileSeed = (): number => seedOf(expect.getState().testPath?.split('/tests/').at(-1) ?? '')
