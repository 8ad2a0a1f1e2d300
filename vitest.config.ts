import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { Assertions } from './tests/config/assertions.js'
import { external, fromBuild, toSource } from './tests/config/from-build.js'
import { Sequencer } from './tests/config/sequencer.js'

const root = fileURLToPath(new URL('.', import.meta.url))
const packages = {
  keratin: 'src/index.ts',
  'keratin/applications': 'src/applications/index.ts',
  'keratin/datasets': 'datasets/index.ts',
  'keratin/models': 'models/index.ts',
  'keratin/plot': 'src/plot/index.ts',
}

const folders = (...names: string[]) => names.map((name) => `tests/${name}/**/*.test.ts`)

/** Tests of numbers, which every engine must pass. */
const numeric = folders('layers', 'training', 'model', 'ops', 'random', 'applications', 'engine/ops')

/** What runs on each engine; the native one computes single operators by TensorFlow itself. */
const suites: Record<string, string[]> = {
  wasm: ['tests/**/*.test.ts'],
  cpu: [...numeric, ...folders('engine/operators')],
  tensorflow: numeric,
}

/** Whether the native engine is installed with its binary. */
function nativeEngine(): boolean {
  try {
    const { resolve } = createRequire(import.meta.url)
    resolve('@tensorflow/tfjs-node/lib/napi-v8/tfjs_binding.node')
    return true
  } catch {
    return false
  }
}

// memory that was given back comes again page by page, which is a fifth of the work of tests: here glibc keeps it
process.env.GLIBC_TUNABLES ??= [
  'glibc.malloc.hugetlb=1',
  'glibc.malloc.mmap_threshold=1073741824',
  'glibc.malloc.trim_threshold=4294967296',
  'glibc.malloc.top_pad=33554432',
].join(':')

const engines = ['wasm', 'cpu', ...(nativeEngine() ? ['tensorflow'] : [])]

/**
 * Whether the sources are tested as they are, each file transformed: for watching, and to measure coverage. Otherwise
 * tests load what is built from them, which is brought up to date first. `KERATIN_TEST_SOURCES` says 1 or 0.
 */
const fromSources = process.env.KERATIN_TEST_SOURCES
  ? process.env.KERATIN_TEST_SOURCES !== '0'
  : !process.argv.some((word) => /^(run|list|--run)$/.test(word))

// this file is read once for each project
if (!process.env.KERATIN_TEST_SEED) {
  process.env.KERATIN_TEST_SEED = String(Math.floor(Math.random() * 1e9))
  if (!engines.includes('tensorflow')) {
    process.stderr.write(
      'tests on the engine "tensorflow" are skipped: @tensorflow/tfjs-node is not installed\n',
    )
  }
}

/** Milliseconds: against tests that never end; no limit that a busy machine reaches. */
const patience = process.env.KERATIN_TEST_FULL === '1' ? 7_200_000 : 900_000

/**
 * How test files of an engine share processes, by the ends of their names: most with all others; those that load the
 * library as it is published, which is another copy of it, with each other; few are alone.
 */
const processes = [
  { name: '', end: '.test.ts', isolate: false },
  { name: '-published', end: '.published.test.ts', isolate: false },
  { name: '-alone', end: '.alone.test.ts', isolate: true },
]

const projects = engines.flatMap((engine) =>
  processes.map(({ name, end, isolate }) => ({
    extends: true as const,
    test: {
      name: engine + name,
      include: suites[engine]!.map((pattern) => pattern.replace('.test.ts', end)),
      exclude: processes.filter((of) => of.end !== end && of.name).map((of) => `tests/**/*${of.end}`),
      isolate,
      // test files run side by side already; what is about threads sets their number itself
      env: { KERATIN_ENGINE: engine, KERATIN_THREADS: '1' },
    },
  })),
)

export default defineConfig({
  plugins: fromSources ? [] : [fromBuild(packages)],
  resolve: {
    alias: fromSources
      ? Object.entries(packages).map(([name, file]) => ({
          find: new RegExp(`^${name}$`),
          replacement: root + file,
        }))
      : [],
  },
  test: {
    projects,
    pool: 'forks',
    // two processes fill two cores: most functions run a few times only, which optimizing them does not pay back, and a
    // collector of garbage on several threads takes from the other process; an eighth of the time of tests of layers
    execArgv: ['--interrupt-budget=270336', '--single-threaded-gc'],
    maxWorkers: '100%',
    server: { deps: { external } },
    sequence: { sequencer: Sequencer },
    globalSetup: ['tests/config/refresh.ts'],
    setupFiles: ['tests/harness/matchers.ts', 'tests/harness/reset.ts'],
    onStackTrace(_error, frame) {
      toSource(frame)
    },
    reporters: ['default', new Assertions()],
    coverage: {
      include: ['src/**/*.ts', 'models/**/*.ts', 'datasets/**/*.ts'],
      exclude: ['**/assembly/**'],
      reporter: ['text', 'json-summary'],
    },
    testTimeout: patience,
    hookTimeout: patience,
  },
})
