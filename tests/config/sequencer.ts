import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** A draw of the same order for the same seed: multiplications by the constant of Park and Miller. */
function shuffled<T>(items: readonly T[], seed: number): T[] {
  let state = (Math.abs(Math.trunc(seed)) % 2147483646) + 1
  const next = () => {
    state = Number((BigInt(state) * 48271n) % 2147483647n)
    return state
  }
  return items
    .map((item) => ({ item, key: next() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item)
}

/**
 * The files of a project stay together, so that they can share processes, also when their order is drawn
 * (`--sequence.shuffle`).
 */
export class Sequencer extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const { shuffle, seed } = this.ctx.config.sequence
    if (!shuffle) return super.sort(files)
    const project = (spec: TestSpecification) => spec.project.name
    return shuffled(files, seed ?? 0).sort((a, b) => project(a).localeCompare(project(b)))
  }
}
