import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))

/**
 * A folder for programs, for tests of whole processes: './lib/index.js' is the library as it is published, in few files
 * that are loaded in a third of the time of './src/...', which has its modules.
 */
export function programFolder(): { folder: string; remove: () => void } {
  const cache = join(root, 'node_modules/.cache')
  mkdirSync(cache, { recursive: true })
  const folder = mkdtempSync(join(cache, 'keratin-programs-'))
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  for (const name of ['src', 'lib']) symlinkSync(join(root, 'dist', name), join(folder, name), 'junction')
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/** Runs a module that may import './lib/index.js'. */
export function runProgram(folder: string, code: string, env: Record<string, string> = {}) {
  const file = join(folder, `program-${Math.random().toString(36).slice(2)}.mjs`)
  writeFileSync(file, code)
  const given = { ...process.env, NODE_OPTIONS: '', KERATIN_ENGINE: 'wasm', KERATIN_THREADS: '2', ...env }
  const { stdout, stderr, status } = spawnSync(process.execPath, [file], {
    encoding: 'utf8',
    env: given,
    cwd: folder,
    // against programs that never end; no limit that a busy machine reaches
    timeout: 600_000,
  })
  return { stdout, stderr, status }
}
