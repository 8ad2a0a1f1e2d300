import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))

const folders = (...names: string[]) => names.map((name) => `tests/${name}/**/*.test.ts`)

/** Tests of numbers, which every engine must pass. */
const numeric = folders('layers', 'training', 'model', 'engine/ops')

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

const engines = ['wasm', 'cpu', ...(nativeEngine() ? ['tensorflow'] : [])]
if (!engines.includes('tensorflow')) {
  process.stderr.write(
    'tests on the engine "tensorflow" are skipped: @tensorflow/tfjs-node is not installed\n',
  )
}

export default defineConfig({
  resolve: {
    alias: [
      { find: /^keratin$/, replacement: path('src/index.ts') },
      { find: /^keratin\/datasets$/, replacement: path('datasets/index.ts') },
      { find: /^keratin\/plot$/, replacement: path('src/plot/index.ts') },
      { find: /^keratin\/models$/, replacement: path('models/index.ts') },
    ],
  },
  test: {
    projects: engines.map((engine) => ({
      extends: true as const,
      test: {
        name: engine,
        include: suites[engine]!,
        // test files run side by side already; what is about threads sets their number itself
        env: { KERATIN_ENGINE: engine, KERATIN_THREADS: '1' },
        pool: 'forks',
        setupFiles: ['tests/harness/matchers.ts'],
        testTimeout: 120_000,
        hookTimeout: 120_000,
      },
    })),
  },
})
