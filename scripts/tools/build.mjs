// Builds dist: the WebAssembly kernels (AssemblyScript) and the TypeScript sources.
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { recordBuild } from './refresh.mjs'

const root = fileURLToPath(new URL('../../', import.meta.url))
const run = (module, args) =>
  execFileSync(process.execPath, [fileURLToPath(import.meta.resolve(module)), ...args], {
    cwd: root,
    stdio: 'inherit',
  })

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
const engine = 'src/engine/wasm'
const images = 'src/data/images'
const rooms = [engine, images]

/** Compiles `assembly/<entry>.ts` of a room to its folder `binary`. */
function compile(room, entry, name, more = []) {
  mkdirSync(`${root}${room}/binary`, { recursive: true })
  run('assemblyscript/bin/asc.js', [
    `${room}/assembly/${entry}`,
    ...flags,
    ...more,
    '-o',
    `${room}/binary/${name}`,
  ])
}
compile(engine, 'index.ts', 'kernels.wasm')
compile(engine, 'index.ts', 'kernels.shared.wasm', shared)
compile(images, 'resample.ts', 'resample.wasm')
if (process.argv.includes('--kernels')) process.exit(0)

rmSync(`${root}dist`, { recursive: true, force: true })
run('typescript/bin/tsc', ['-p', 'tsconfig.json'])
for (const room of rooms) cpSync(`${root}${room}/binary`, `${root}dist/${room}/binary`, { recursive: true })
recordBuild()
