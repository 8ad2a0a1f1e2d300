// Builds dist: the WebAssembly kernels (AssemblyScript) and the TypeScript sources.
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))
const run = (module, args) =>
  execFileSync(process.execPath, [fileURLToPath(import.meta.resolve(module)), ...args], {
    cwd: root,
    stdio: 'inherit',
  })

const binary = 'src/engine/wasm/binary'
const flags = [
  '-O3',
  '--noAssert',
  '--runtime',
  'stub',
  '--importMemory',
  '--enable',
  'simd',
  '--disableWarning',
  '112',
]
const shared = [
  '--sharedMemory',
  '--initialMemory',
  '1',
  '--maximumMemory',
  '65536',
  '--enable',
  'threads',
  '--enable',
  'bulk-memory',
]
mkdirSync(`${root}${binary}`, { recursive: true })
const entry = 'src/engine/wasm/assembly/index.ts'
run('assemblyscript/bin/asc.js', [entry, ...flags, '-o', `${binary}/kernels.wasm`])
run('assemblyscript/bin/asc.js', [entry, ...flags, ...shared, '-o', `${binary}/kernels.shared.wasm`])
if (process.argv.includes('--kernels')) process.exit(0)

rmSync(`${root}dist`, { recursive: true, force: true })
run('typescript/bin/tsc', ['-p', 'tsconfig.json'])
cpSync(`${root}${binary}`, `${root}dist/${binary}`, { recursive: true })
