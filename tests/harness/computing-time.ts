/**
 * Milliseconds that this process computes while `body` runs: unlike time by the clock, they do not grow because the
 * machine is busy with something else.
 */
export async function computingTime(body: () => unknown): Promise<number> {
  const before = process.cpuUsage()
  await body()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}
