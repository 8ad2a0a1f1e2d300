// `npm run test:quick`: the tests of what changed since the last commit (of that commit, where nothing did), nearest
// first, and a share of the others that is drawn by a seed; as many of both as take half a minute.
import { execFileSync } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { distances } from './imports.mjs'

/** Milliseconds of tests for each core; starting, loading and the build take the rest of the half minute. */
const room = 13_000
/** Of the room, what is kept for tests that the change does not touch. */
const others = 0.25
/** What a file takes beside its tests, and one that was never timed. */
const [loading, unknown, starting] = [40, 400, 1500]

const root = fileURLToPath(new URL('../../', import.meta.url))

/** Lines of what git says; none where it knows nothing, as of the commit before the first. */
function git(...words) {
  const stdio = ['ignore', 'pipe', 'ignore']
  try {
    return execFileSync('git', words, { cwd: root, encoding: 'utf8', stdio }).split('\n').filter(Boolean)
  } catch {
    return []
  }
}

function changedFiles() {
  const now = [...git('diff', '--name-only', 'HEAD'), ...git('ls-files', '--others', '--exclude-standard')]
  return now.length > 0 ? now : git('diff', '--name-only', 'HEAD~1')
}

process.chdir(root)
process.env.KERATIN_TEST_SOURCES ||= '0'
const { createVitest } = await import('vitest/node')
const vitest = await createVitest('test', { watch: false })
await vitest.standalone()
const seed = Number(process.env.KERATIN_TEST_SEED)

const near = distances(root, changedFiles())
const distance = (spec) => near.get(pathOf(spec)) ?? Number.POSITIVE_INFINITY
const pathOf = (spec) => relative(root, spec.moduleId)
const cost = (spec) => {
  const known = vitest.cache.getFileTestResults(`${spec.project.name}:${pathOf(spec)}`)
  return (known?.duration ?? unknown) + loading + (spec.project.config.isolate ? starting : 0)
}

/** Takes of `specs` in their order what fits, and returns what was taken; tests that were changed themselves are. */
function fill(specs, budget) {
  let left = budget
  return specs.filter((spec) => {
    const takes = cost(spec)
    if (takes > left && distance(spec) > 0) return false
    left -= takes
    return true
  })
}
const total = (specs) => specs.reduce((sum, spec) => sum + cost(spec), 0)

/** A place in an order that is drawn: the same for the same seed and file. */
const drawn = (spec) => {
  let h = seed | 0
  for (const c of spec.project.name + pathOf(spec))
    h = Math.imul(h ^ c.charCodeAt(0), 0x5bd1e995) ^ (h >>> 15)
  return h >>> 0
}

const specs = await vitest.globTestSpecifications()
const touched = specs.filter((spec) => near.has(pathOf(spec)))
touched.sort((a, b) => distance(a) - distance(b) || cost(a) - cost(b))
const budget = room * Math.min(availableParallelism(), 8)
const first = fill(touched, budget * (1 - others))
const rest = specs.filter((spec) => !first.includes(spec)).sort((a, b) => drawn(a) - drawn(b))
const second = fill(rest, budget - total(first))

const left = touched.filter((spec) => !first.includes(spec) && !second.includes(spec))
process.stdout.write(
  `${first.length} of ${touched.length} test files that the change touches, ` +
    `${second.length} of ${rest.length} others (KERATIN_TEST_SEED=${seed})\n`,
)
if (left.length > 0) {
  const names = left.slice(0, 5).map((spec) => `${spec.project.name} ${pathOf(spec)}`)
  process.stdout.write(
    `left for npm test, the nearest first: ${names.join(', ')}${left.length > 5 ? ', ...' : ''}\n`,
  )
}
await vitest.runTestSpecifications([...first, ...second])
await vitest.close()
