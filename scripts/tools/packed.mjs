// Tries the packed package as its users meet it: installed in an empty folder, loaded in every way that Node and its
// bundlers know. Usage: node scripts/tools/packed.mjs, after a build
import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { consumers } from './packed-consumers.mjs'

const mostMegabytes = 120
const root = fileURLToPath(new URL('../../', import.meta.url))
const require = createRequire(import.meta.url)
const execute = promisify(execFile)

/** Runs a program to its end; what it wrote is part of the error if it fails. */
async function run(program, args, { cwd = work, env = {} } = {}) {
  try {
    return await execute(program, args, { cwd, env: { ...process.env, NODE_OPTIONS: '', ...env } })
  } catch (error) {
    throw new Error(`${error.message}\n${error.stdout ?? ''}${error.stderr ?? ''}`)
  }
}

const work = mkdtempSync(join(tmpdir(), 'keratin-packed-'))
const alone = mkdtempSync(join(tmpdir(), 'keratin-alone-'))
let failed = 0
try {
  const packed = await run('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', work], {
    cwd: root,
  })
  const tarball = join(work, packed.stdout.trim().split('\n').at(-1))
  await run(process.execPath, [join(root, 'node_modules/publint/src/cli.js'), 'run', tarball], { cwd: root })
  writeFileSync(join(work, 'package.json'), '{ "type": "module", "private": true }\n')
  await run('npm', ['install', '--silent', '--no-audit', '--no-fund', '--omit=optional', tarball])
  const { stdout } = await run('du', ['-sm', 'node_modules'])
  const megabytes = Number.parseInt(stdout, 10)
  report(
    'installed size',
    `${megabytes} MB without optional packages, at most ${mostMegabytes}`,
    megabytes <= mostMegabytes,
  )

  // sharp's binaries are optional packages of its own; tools are those of this repository
  cpSync(join(root, 'scripts/tools/consumers'), work, { recursive: true })
  for (const tool of ['vitest', '@img']) {
    rmSync(join(work, 'node_modules', tool), { recursive: true, force: true })
    symlinkSync(join(root, 'node_modules', tool), join(work, 'node_modules', tool), 'dir')
  }
  await timeImport()
  const jobs = consumers({ root, work, run, require, apart })
  await Promise.all([worker(jobs), worker(jobs)])
} finally {
  for (const folder of [work, alone]) rmSync(folder, { recursive: true, force: true })
}
process.exitCode = failed ? 1 : 0

/** How long an import takes beside TensorFlow.js' core alone, in turn: said, not judged. */
async function timeImport() {
  const programs = {
    keratin: "import('keratin').then(() => console.log(performance.now() - t))",
    'tfjs-core': "require('@tensorflow/tfjs-core');console.log(performance.now() - t)",
  }
  const times = { keratin: [], 'tfjs-core': [] }
  for (let round = 0; round < 9; round++) {
    for (const [name, code] of Object.entries(programs)) {
      const { stdout } = await run(process.execPath, ['-e', `const t = performance.now();${code}`])
      times[name].push(Number(stdout))
    }
  }
  const median = (values) => Math.round(values.toSorted((a, b) => a - b)[4])
  report(
    'import time',
    `keratin ${median(times.keratin)} ms, tfjs-core alone ${median(times['tfjs-core'])} ms (median of 9)`,
    true,
  )
}

async function worker(jobs) {
  for (let job = jobs.shift(); job; job = jobs.shift()) {
    try {
      report(job.name, (await job.run()) ?? '', true)
    } catch (error) {
      report(job.name, error.message, false)
    }
  }
}

/** A folder where nothing is installed, with these files in it. */
function apart(name, files) {
  const folder = join(alone, name)
  mkdirSync(folder, { recursive: true })
  for (const file of readdirSync(files)) cpSync(join(files, file), join(folder, file), { recursive: true })
  return folder
}

function report(name, text, isRight) {
  if (!isRight) failed++
  console.log(`${isRight ? 'ok    ' : 'FAILED'} ${name}: ${text}`)
}
