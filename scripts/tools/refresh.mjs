// Brings dist up to date with the sources, file by file, so that tests, which load the build, never test old code.
// Compiles only what changed, without looking at types: that is for the whole build (build.mjs) and `npm run check`.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))
const recordFile = `${root}dist/.sources.json`

/** The folders whose sources are compiled into dist. */
export const compiledRooms = ['src', 'models', 'datasets', 'scripts']

const digest = (...parts) => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part).update('\0')
  return hash.digest('base64url').slice(0, 20)
}

/** Writes beside the place and moves: another process may be reading. */
function write(path, content) {
  mkdirSync(dirname(path), { recursive: true })
  const beside = `${path}.${process.pid}.tmp`
  writeFileSync(beside, content)
  renameSync(beside, path)
}

const list = (folder) => {
  try {
    return readdirSync(root + folder, { recursive: true, encoding: 'utf8' }).map((f) => `${folder}/${f}`)
  } catch {
    return []
  }
}
const isBinary = (file) => file.includes('/binary/')
const isAssembly = (file) => file.includes('/assembly/')
const isSource = (file) =>
  file.endsWith('.ts') && !file.endsWith('.d.ts') && !isAssembly(file) && !isBinary(file)
const outputOf = (file) => `dist/${file.replace(/\.ts$/, '.js')}`

/** Size and time of a file, by which a change by anyone else is seen. */
function stampOf(file) {
  try {
    const { size, mtimeMs } = statSync(root + file)
    return `${size} ${mtimeMs}`
  } catch {
    return undefined
  }
}

/** Hashes of what dist is made from; each is of the content, so that no clock and no copy deceives. */
function sources() {
  const files = compiledRooms.flatMap(list)
  const read = (file) => readFileSync(root + file)
  const settings = read('tsconfig.json')
  const compiler = read('node_modules/typescript/package.json')
  const assembly = files.filter((file) => isAssembly(file) && file.endsWith('.ts')).sort()
  return {
    files,
    hashes: new Map(files.filter(isSource).map((file) => [file, digest(read(file), settings, compiler)])),
    kernels: digest(...assembly.flatMap((file) => [file, read(file)]), read('scripts/tools/build.mjs')),
  }
}

function readRecord() {
  try {
    return JSON.parse(readFileSync(recordFile, 'utf8'))
  } catch {
    return { outputs: {} }
  }
}

function writeRecord({ hashes, kernels }) {
  const outputs = {}
  for (const [file, hash] of hashes) outputs[file] = [hash, stampOf(outputOf(file))]
  write(recordFile, JSON.stringify({ kernels, outputs }))
}

/** Removes from dist what has no source any more, and says how much that was. */
function removeOrphans({ hashes }) {
  const orphans = compiledRooms
    .flatMap((room) => list(`dist/${room}`))
    .filter((f) => f.endsWith('.js') && !isBinary(f) && !hashes.has(f.slice(5).replace(/\.js$/, '.ts')))
  for (const file of orphans) {
    for (const path of [file, file.replace(/\.js$/, '.d.ts')]) rmSync(root + path, { force: true })
  }
  return orphans.length
}

/** Says that dist was just built from the sources as they are. */
export const recordBuild = () => writeRecord(sources())

/** Compiles files as `tsc` does, but one by one. */
async function compile(files) {
  const { default: ts } = await import('typescript')
  const { config } = ts.readConfigFile(`${root}tsconfig.json`, ts.sys.readFile)
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, root)
  const compilerOptions = { ...options, module: ts.ModuleKind.ESNext, declaration: false }
  for (const file of files) {
    const { outputText } = ts.transpileModule(readFileSync(root + file, 'utf8'), { compilerOptions })
    write(root + outputOf(file), outputText)
  }
}

/**
 * Compiles the sources that changed since dist was written, and removes what has no source any more.
 *
 * @returns how many files were compiled or removed
 */
export async function refreshBuild() {
  let found = sources()
  const record = readRecord()
  const hasKernels = list('src').some(isBinary)
  if (record.kernels !== found.kernels || !hasKernels) {
    execFileSync(process.execPath, [`${root}scripts/tools/build.mjs`, '--kernels'], { stdio: 'inherit' })
    // among what it writes is a source
    found = sources()
  }
  for (const file of list('src').filter(isBinary)) {
    const content = readFileSync(root + file)
    if (stampOf(outputOf(file)) && readFileSync(root + outputOf(file)).equals(content)) continue
    write(root + outputOf(file), content)
  }
  const stale = [...found.hashes].filter(([file, hash]) => {
    const [before, stamp] = record.outputs[file] ?? []
    return before !== hash || stamp === undefined || stamp !== stampOf(outputOf(file))
  })
  if (stale.length > 0) await compile(stale.map(([file]) => file))
  const changes = stale.length + removeOrphans(found)
  if (changes > 0 || record.kernels !== found.kernels || !existsSync(`${root}dist/lib`)) {
    const { bundleLibrary } = await import('./library.mjs')
    await bundleLibrary(root)
    writeRecord(found)
  }
  return changes
}
