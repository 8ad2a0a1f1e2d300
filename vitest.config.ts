import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))

export default defineConfig({
  resolve: {
    alias: [
      { find: /^keratin$/, replacement: path('src/index.ts') },
      { find: /^keratin\/datasets$/, replacement: path('datasets/index.ts') },
      { find: /^keratin\/models$/, replacement: path('models/index.ts') },
    ],
  },
  test: {
    include: ['tests/**/*.test.ts'],
    pool: 'forks',
    setupFiles: ['tests/harness/matchers.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
