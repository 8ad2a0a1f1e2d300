import type { Reporter, TestModule } from 'vitest/node'

/** Says at the end how many assertions there were: tests that check nothing any more are seen in the sum. */
export class Assertions implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    let count = 0
    let tests = 0
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        if (test.result().state === 'skipped') continue
        tests++
        count += test.meta().assertions ?? 0
      }
    }
    process.stdout.write(` Assertions  ${count} in ${tests} tests, seed ${process.env.KERATIN_TEST_SEED}\n`)
  }
}

declare module 'vitest' {
  interface TaskMeta {
    /** How often the test called a matcher. */
    assertions?: number
  }
}
