// Builds dist: the WebAssembly kernels (AssemblyScript) and the TypeScript sources.
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { bundleCoreParts } from './core-parts.mjs'
import { writeDispatch } from './dispatch.mjs'
import { bundleLibrary } from './library.mjs'
import { recordBuild } from './refresh.mjs'

const require = createRequire(import.meta.url)
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
const rooms = ['src/engine', engine, images]

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
writeDispatch(root)
compile(engine, 'index.ts', 'kernels.wasm')
compile(engine, 'index.ts', 'kernels.shared.wasm', shared)
compile(images, 'resample.ts', 'resample.wasm')
// the files of TensorFlow.js' WASM backend that the engine reads, so that all it reads lies in one place
for (const name of ['wasm.js', 'wasm-simd.wasm', 'wasm-threaded-simd.js', 'wasm-threaded-simd.wasm']) {
  const file = `tfjs-backend-${name}`
  cpSync(require.resolve(`@tensorflow/tfjs-backend-wasm/wasm-out/${file}`), `${root}${engine}/binary/${file}`)
}
await bundleCoreParts(`${root}src/engine/binary/core-parts.js`)
if (process.argv.includes('--kernels')) process.exit(0)

rmSync(`${root}dist`, { recursive: true, force: true })
run('../../node_modules/typescript-native/bin/tsc', ['-p', 'tsconfig.json'])
for (const room of rooms) cpSync(`${root}${room}/binary`, `${root}dist/${room}/binary`, { recursive: true })
await bundleLibrary(root)
recordBuild()
