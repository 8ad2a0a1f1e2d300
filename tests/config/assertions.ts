import type { Reporter, TestModule } from 'vitest/node'

/**
 * Says at the end how many assertions there were: tests that check nothing any more are seen in the sum. With
 * `KERATIN_TEST_COSTS=20` also which 20 files took the most of the CPU, which does not depend on what else is running.
 */
export class Assertions implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    let count = 0
    let tests = 0
    const costs: { file: string; seconds: number; most: string }[] = []
    for (const module of modules) {
      const cost = { file: `${module.project.name} ${module.relativeModuleId}`, seconds: 0, most: '', of: 0 }
      costs.push(cost)
      for (const test of module.children.allTests()) {
        if (test.result().state === 'skipped') continue
        const { assertions = 0, cpuSeconds = 0 } = test.meta()
        tests++
        count += assertions
        cost.seconds += cpuSeconds
        if (cpuSeconds > cost.of)
          Object.assign(cost, { of: cpuSeconds, most: `${cpuSeconds.toFixed(1)} ${test.name}` })
      }
    }
    const total = costs.reduce((sum, { seconds }) => sum + seconds, 0)
    if (process.env.KERATIN_TEST_COSTS) {
      const { user, system } = process.cpuUsage()
      const own = ((user + system) / 1e6).toFixed(1)
      process.stdout.write(`${total.toFixed(1).padStart(7)} s  all tests; ${own} s  what starts them\n`)
    }
    const rows = costs
      .sort((a, b) => b.seconds - a.seconds)
      .slice(0, Number(process.env.KERATIN_TEST_COSTS ?? 0))
    for (const { file, seconds, most } of rows)
      process.stdout.write(`${seconds.toFixed(1).padStart(7)} s  ${file}  (${most})\n`)
    process.stdout.write(` Assertions  ${count} in ${tests} tests, seed ${process.env.KERATIN_TEST_SEED}\n`)
  }
}

declare module 'vitest' {
  interface TaskMeta {
    /** How often the test called a matcher. */
    assertions?: number
    /** Of this process and its children. */
    cpuSeconds?: number
  }
}
