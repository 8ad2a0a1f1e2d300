import type { TestProject } from 'vitest/node'
// @ts-expect-error a tool in plain JavaScript
import { refreshBuild } from '../../scripts/tools/refresh.mjs'

let done: Promise<number> | undefined

/** Runs before all tests: the build is that of the sources as they are. Once, however many projects ask for it. */
export default async function setup(_project: TestProject): Promise<void> {
  done ??= refreshBuild() as Promise<number>
  const count = await done
  if (count > 0) process.stderr.write(`dist: ${count} files compiled or removed\n`)
}
