import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** The engine, and rooms above it, as JavaScript in a folder of its own, for tests of whole processes. */
export function compileEngine(...above: string[]): { folder: string; remove: () => void } {
  const cache = join(root, 'node_modules/.cache')
  mkdirSync(cache, { recursive: true })
  const folder = mkdtempSync(join(cache, 'keratin-engine-'))
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  for (const room of ['engine', 'support', ...above]) {
    for (const file of readdirSync(join(root, 'src', room), { recursive: true, encoding: 'utf8' })) {
      if (/\bbinary[\\/]/.test(file)) {
        mkdirSync(dirname(join(folder, 'src', room, file)), { recursive: true })
        cpSync(join(root, 'src', room, file), join(folder, 'src', room, file))
        continue
      }
      if (!file.endsWith('.ts') || file.includes('assembly')) continue
      const target = join(folder, 'src', room, file.replace(/\.ts$/, '.js'))
      mkdirSync(dirname(target), { recursive: true })
      const { outputText } = ts.transpileModule(readFileSync(join(root, 'src', room, file), 'utf8'), {
        compilerOptions: {
          module: ts.ModuleKind.ESNext,
          target: ts.ScriptTarget.ES2022,
          verbatimModuleSyntax: true,
        },
      })
      writeFileSync(target, outputText)
    }
  }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/** Runs a module that may import './src/engine/index.js'. */
export function runProgram(folder: string, code: string, env: Record<string, string> = {}) {
  const file = join(folder, `program-${Math.random().toString(36).slice(2)}.mjs`)
  writeFileSync(file, code)
  const given = { ...process.env, NODE_OPTIONS: '', KERATIN_ENGINE: 'wasm', KERATIN_THREADS: '2', ...env }
  const { stdout, stderr, status } = spawnSync(process.execPath, [file], {
    encoding: 'utf8',
    env: given,
    cwd: folder,
    timeout: 30_000,
  })
  return { stdout, stderr, status }
}
