/** The seed of the run, which is printed: `KERATIN_TEST_SEED`, or drawn (see vitest.config.ts). */
export const runSeed = Number(process.env.KERATIN_TEST_SEED ?? 0)

/** A seed of a run and a purpose: 32 bits that look like nothing. */
export function mixSeed(seed: number, text: string): number {
  let h = seed | 0
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  return (h ^ (h >>> 13)) >>> 0
}

/** A seed for one purpose: the same for the same run seed and text, and unlike that of any other. */
export const seedOf = (text: string): number => mixSeed(runSeed, text)
