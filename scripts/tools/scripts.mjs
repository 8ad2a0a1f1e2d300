// The command line as scripts of CommonJS, for src/cli/start: each is one file, which Node finds and reads far more quickly
// than a hundred, and can keep compiled. A script is a function of what a module is given, and two things more.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { cpuPackage, ownRequire } from './cpu-package.mjs'

const require = createRequire(import.meta.url)

/** Packages that are not taken in: with binaries of their own, or for what the command line never does. */
const external = ['sharp', '@julusian/jpeg-turbo', 'h5wasm', 'node-fetch']

const given = 'exports, require, module, __filename, __dirname, importModule, loadScript'
const here = "const hereAsUrl = require('node:url').pathToFileURL(__filename).href;"

const settings = {
  bundle: true,
  format: 'cjs',
  platform: 'node',
  target: 'node20',
  // classes are named in messages and files
  keepNames: true,
  logLevel: 'warning',
  legalComments: 'eof',
  // without comments and ends of lines a quarter less is read; a place in it can be named all the same
  minifyWhitespace: true,
  lineLimit: 160,
  external,
  define: { 'import.meta.url': 'hereAsUrl' },
  // a script cannot import, but what is required is loaded when it is asked for all the same
  supported: { 'dynamic-import': false },
  write: false,
}

/** What is loaded on demand is not part of a script: functions that are called go to the whole command line. */
const elsewhere = {
  name: 'elsewhere',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^\./ }, ({ path, kind, resolveDir }) =>
      kind === 'dynamic-import' ? { path: join(resolveDir, path), namespace: 'elsewhere' } : undefined,
    )
    onLoad({ filter: /.*/, namespace: 'elsewhere' }, ({ path }) => {
      const names = [...readFileSync(path, 'utf8').matchAll(/^export async function (\w+)/gm)]
      const whole = "async () => { await loadScript('command.cjs').exports.main(); return process.exitCode }"
      return { contents: names.map(([, name]) => `export const ${name} = ${whole}`).join('\n') }
    })
  },
}

/**
 * TensorFlow.js is taken in, and is what packages find that require it later, as all must work on one. What is imported by
 * an address that is found at run time is imported by who can.
 */
const oneOfEach = {
  name: 'one-of-each',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^@tensorflow\/tfjs-(core|backend-cpu|backend-wasm)$/ }, ({ path, namespace }) =>
      namespace === 'shared'
        ? { path: require.resolve(path), sideEffects: true }
        : { path, namespace: 'shared', sideEffects: true },
    )
    onLoad({ filter: /.*/, namespace: 'shared' }, ({ path }) => ({
      contents: `module.exports = require('${path}')
try {
  const file = eval('require').resolve('${path}')
  const { Module } = require('node:module')
  eval('require').cache[file] ??= Object.assign(new Module(file), { filename: file, loaded: true, exports: module.exports })
} catch {}`,
      resolveDir: import.meta.dirname,
    }))
    onResolve({ filter: /\/core-parts\.js$/ }, ({ path, resolveDir }) => ({
      path: join(resolveDir, path),
      sideEffects: true,
    }))
    onLoad({ filter: /\/cpu-package\.js$/ }, ({ path }) => ({
      contents: ownRequire(path, `require('${cpuPackage}')`),
      resolveDir: dirname(path),
    }))
    onLoad({ filter: /\/dist\/src\/.*\.js$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace(/\bimport\((?=\w)/g, 'importModule('),
    }))
  },
}

/**
 * Makes `command.cjs`, all of the command line, `help.cjs`, what help and usage need, `help.json`, the help that is asked
 * for most, and `start.cjs`, which loads them.
 */
export async function bundleScripts(dist) {
  const main = `${dist}/src/cli/main.js`
  await writeScript(main, `${dist}/lib/command.cjs`, [oneOfEach])
  await writeScript(main, `${dist}/lib/help.cjs`, [elsewhere])
  await build({
    ...settings,
    entryPoints: [`${dist}/src/cli/start/start.js`],
    banner: { js: here },
    outfile: `${dist}/lib/start.cjs`,
    write: true,
  })
  execFileSync(process.execPath, [fileURLToPath(new URL('help-texts.mjs', import.meta.url)), dist])
}

async function writeScript(entry, outfile, plugins) {
  const { outputFiles } = await build({ ...settings, entryPoints: [entry], outfile, plugins })
  const whole = `(function (${given}) { ${here}\n${outputFiles[0].text}\n})`
  // it is read as Latin-1, which is the quickest: what else there is stands in comments
  const text = whole.replace(/\P{ASCII}/gu, (character) => `\\u{${character.codePointAt(0).toString(16)}}`)
  const content = createHash('sha256').update(text).digest('base64url')
  writeFileSync(outfile, `// ${content}\n${text}`)
}
