// What is published: the modules as a few bundles, for Node loads six hundred files far more slowly than ten; their
// types; and the files that are read at run time.
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname } from 'node:path'
import { build } from 'esbuild'
import { cpuPackage, ownRequire } from './cpu-package.mjs'
import { lean } from './lean.mjs'
import { bundleScripts } from './scripts.mjs'

const require = createRequire(import.meta.url)

const shared = {
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  packages: 'external',
  // classes are named in messages and files
  keepNames: true,
  logLevel: 'warning',
}

const tfjs = {
  core: '@tensorflow/tfjs-core',
  wasm: '@tensorflow/tfjs-backend-wasm',
}

/**
 * TensorFlow.js as one module of CommonJS: what Node imports rather than requires of CommonJS, it reads three times
 * over, to find out of what kind it is and what it exports.
 */
const throughRequire = {
  name: 'through-require',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^@tensorflow\/tfjs-(core|backend-wasm)$/ }, ({ path }) => ({
      path,
      namespace: 'tfjs',
    }))
    // it is part of that module
    onResolve({ filter: /\/core-parts\.js$/ }, () => ({ path: tfjs.core, namespace: 'tfjs' }))
    onResolve({ filter: /\/tfjs\.cjs$/ }, () => ({ path: './tfjs.cjs', external: true }))
    onLoad({ filter: /\/cpu-package\.js$/ }, ({ path }) => ({
      contents: `import tfjs from './tfjs.cjs'\n${ownRequire(path, 'tfjs.cpu()')}`,
      resolveDir: dirname(path),
    }))
    onLoad({ filter: /.*/, namespace: 'tfjs' }, ({ path }) => {
      const [key] = Object.entries(tfjs).find(([, name]) => name === path)
      const names = Object.keys(require(path)).filter((name) => name !== 'default')
      return {
        contents: `import tfjs from './tfjs.cjs'\nexport const { ${names.join(', ')} } = tfjs.${key}`,
      }
    })
  },
}

/** The core as Node requires it: an import of all of a module of CommonJS makes a copy of it, name by name, when it runs. */
const requiredCore = {
  name: 'required-core',
  setup({ onLoad }) {
    onLoad({ filter: /\/core-parts\.js$/ }, ({ path }) => {
      const imported = `import * as front from "${tfjs.core}"`
      const text = readFileSync(path, 'utf8')
      if (!text.includes(imported)) throw new Error(`${path} does not import the core`)
      return { contents: text.replace(imported, `const front = require("${tfjs.core}")`) }
    })
  },
}

/** Bundles, and writes what is made without what only people need. */
async function write(options) {
  const { outputFiles, metafile } = await build({ ...shared, ...options, write: false, metafile: true })
  for (const { path, text } of outputFiles) {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, lean(text))
  }
  return metafile
}

/** Makes `dist/lib` and `dist/types` of the modules in dist. */
export async function bundleLibrary(root) {
  const dist = `${root}dist`
  for (const made of ['lib', 'types', 'types-cjs'])
    rmSync(`${dist}/${made}`, { recursive: true, force: true })
  const { outputs } = await write({
    absWorkingDir: root,
    entryPoints: {
      index: `${dist}/src/index.js`,
      applications: `${dist}/src/applications/index.js`,
      datasets: `${dist}/datasets/index.js`,
      models: `${dist}/models/index.js`,
      plot: `${dist}/src/plot/index.js`,
    },
    splitting: true,
    plugins: [throughRequire],
    outdir: `${dist}/lib`,
    // flat: what is read at run time is looked for beside the module that asks for it
    chunkNames: '[name]-[hash]',
  })
  // what each file is made of and loads, for the test of what an import takes
  writeFileSync(`${dist}/library.json`, JSON.stringify(outputs))
  await write({
    entryPoints: [`${dist}/src/engine/binary/core-parts.js`],
    plugins: [requiredCore],
    format: 'cjs',
    outfile: `${dist}/lib/core-parts.cjs`,
  })
  await bundleScripts(dist)
  const packages = Object.entries(tfjs).map(([key, name]) => `exports.${key} = require('${name}')`)
  packages.push(`exports.cpu = () => require('${cpuPackage}')`)
  writeFileSync(`${dist}/lib/tfjs.cjs`, `${packages.join('\n')}\nrequire('./core-parts.cjs')\n`)
  await write({
    entryPoints: [`${dist}/src/data/images/workers/worker.js`],
    outfile: `${dist}/lib/keratin/worker.js`,
  })
  for (const file of filesIn(`${dist}/src`, /\/binary\/(?!core-parts)/)) {
    cpSync(file, `${dist}/lib/keratin/${basename(file)}`)
  }
  // the same types twice: TypeScript takes those that an import finds for ES modules, and forbids to require them
  for (const [folder, type] of [
    ['types', 'module'],
    ['types-cjs', 'commonjs'],
  ]) {
    for (const room of ['src', 'models', 'datasets']) {
      for (const file of filesIn(`${dist}/${room}`, /\.d\.ts$/)) {
        const target = `${dist}/${folder}/${file.slice(dist.length + 1)}`
        mkdirSync(dirname(target), { recursive: true })
        writeFileSync(target, publishedTypes(readFileSync(file, 'utf8')))
      }
    }
    writeFileSync(`${dist}/${folder}/package.json`, `${JSON.stringify({ type })}\n`)
  }
}

/** Types of TensorFlow.js name those of a browser; what is imported for its effects has no types. */
function publishedTypes(text) {
  const own = text.replace(/^import '[^']*';\n/gm, '')
  return own.includes("from '@tensorflow/tfjs-core'") ? `/// <reference lib="dom" />\n${own}` : own
}

const filesIn = (folder, pattern) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`)
    .filter((file) => pattern.test(file))
