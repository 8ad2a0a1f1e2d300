// The gradients and the chained operators of TensorFlow.js' core as one module. Its package has them only as modules
// that Node cannot load (ES modules in a package of CommonJS); the union @tensorflow/tfjs has them too, at 140 MB.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { build } from 'esbuild'

const require = createRequire(import.meta.url)
const core = '@tensorflow/tfjs-core'
const main = require.resolve(core)
const folder = dirname(main)
const entries = ['register_all_gradients.js', 'public/chained_ops/register_all_chained_ops.js']

/** Modules of the core that its front exports as a whole. */
const spaces = { util: 'util', tensor_util: 'tensor_util', 'ops/broadcast_util': 'broadcast_util' }

/** What the modules of the core export that its front does not, by what of the front gives it. */
const fromFront = { ENGINE: 'front.engine()', getGlobalTensorClass: '() => front.Tensor' }

/**
 * Writes the module. It must work on the one core that is loaded, so all that the core's front exports is imported
 * from there; only the rest (gradient operators that are not public) is taken in.
 */
export async function bundleCoreParts(outfile) {
  const front = require(main)
  const shares = {
    name: 'one-core',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^\./ }, ({ path, importer }) => {
        const file = join(dirname(importer), path.endsWith('.js') ? path : `${path}.js`)
        // chained operators and gradients are what is wanted; side effects of the core itself have happened
        const own = /\/(gradients|chained_ops)\//.test(file) || entries.some((e) => file.endsWith(e))
        if (own) return { path: file }
        return { path: file, namespace: 'shared', sideEffects: false }
      })
      onResolve({ filter: /^whole:/ }, ({ path }) => ({ path: path.slice(6), sideEffects: false }))
      // imported once: each import of CommonJS costs when it runs
      onResolve({ filter: /^front$/ }, ({ path }) => ({ path, namespace: 'front', sideEffects: false }))
      onLoad({ filter: /.*/, namespace: 'front' }, () => ({
        contents: `export * as front from '${core}'`,
        resolveDir: folder,
      }))
      onLoad({ filter: /.*/, namespace: 'shared' }, ({ path }) => ({
        contents: sharedModule(path, front),
        resolveDir: dirname(path),
      }))
    },
  }
  await build({
    stdin: {
      contents: entries.map((e) => `import './${e}'`).join('\n'),
      resolveDir: folder,
      sourcefile: join(folder, 'parts.js'),
    },
    outfile,
    bundle: true,
    format: 'esm',
    target: 'es2022',
    external: [core],
    plugins: [shares],
    legalComments: 'none',
    banner: {
      js: `/**
 * Made by scripts/tools/core-parts.mjs from @tensorflow/tfjs-core, Copyright Google LLC.
 * Licensed under the Apache License, Version 2.0: https://www.apache.org/licenses/LICENSE-2.0
 */`,
    },
    logLevel: 'warning',
  })
}

/** A module of the core as others see it: what the front exports from there, the rest from itself. */
function sharedModule(file, front) {
  const name = relative(folder, file).replace(/\\/g, '/').replace(/\.js$/, '')
  const given = (names, from) => `export const { ${names.join(', ')} } = ${from}`
  const lines = ["import { front } from 'front'"]
  if (name === 'ops/ops') return [...lines, given(Object.keys(front), 'front')].join('\n')
  const space = spaces[name]
  if (space) return [...lines, given(Object.keys(front[space]), `front.${space}`)].join('\n')
  const text = readFileSync(file, 'utf8')
  const declared = [...text.matchAll(/^export (?:async )?(?:const|let|function|class) (\w+)/gm)].map(
    ([, n]) => n,
  )
  const listed = [...text.matchAll(/^export \{([^}]*)\}/gm)].flatMap(([, list]) =>
    list.split(',').map((part) =>
      part
        .trim()
        .split(/\s+as\s+/)
        .at(-1),
    ),
  )
  const rest = []
  for (const n of new Set([...declared, ...listed].filter(Boolean))) {
    if (fromFront[n]) lines.push(`export const ${n} = ${fromFront[n]}`)
    else if (n in front) lines.push(`export const ${n} = front.${n}`)
    else rest.push(n)
  }
  if (rest.length > 0) lines.push(`export { ${rest.join(', ')} } from ${JSON.stringify(`whole:${file}`)}`)
  return lines.join('\n')
}
