// Lets Node.js load the sources of TensorFlow.js' packages as the modules they are: their package.json does not say so,
// and they import without endings. The engine gets the same instance of them as the tests.
import { existsSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

const room = /\/node_modules\/@tensorflow\/tfjs[^/]*\/dist\/(?!.*\.(es2017|fesm|node|min)\.)/

/** The file that an import without an ending means. */
function complete(url) {
  const path = fileURLToPath(url)
  if (existsSync(path) && statSync(path).isFile()) return url
  for (const ending of ['.js', '/index.js']) if (existsSync(path + ending)) return url + ending
  return url
}

export async function resolve(specifier, context, next) {
  const bare = /^@tensorflow\/(tfjs[^/]*)(\/dist\/.*)?$/.exec(specifier)
  if (bare && context.conditions.includes('import')) {
    const { url } = await next(`@tensorflow/${bare[1]}/package.json`, {
      ...context,
      importAttributes: { type: 'json' },
    })
    const root = url.slice(0, -'/package.json'.length)
    if (bare[1] !== 'tfjs-node') {
      return { url: complete(root + (bare[2] ?? '/dist/index.js')), shortCircuit: true }
    }
  }
  if (specifier.startsWith('.') && room.test(context.parentURL ?? '')) {
    return { url: complete(new URL(specifier, context.parentURL).href), shortCircuit: true }
  }
  return next(specifier, context)
}

export async function load(url, context, next) {
  if (!url.endsWith('.js') || !room.test(url)) return next(url, context)
  const text = await readFile(fileURLToPath(url), 'utf8')
  const source = text
    .replace(/^\/\/# sourceMappingURL=.*$/m, '')
    // CommonJS packages have their names on the default export
    .replace(/^import \* as (\w+) from '(seedrandom|long)'/gm, "import $1 from '$2'")
  const requires = /\brequire\(/.test(source)
    ? "import { createRequire as $createRequire } from 'node:module'; const require = $createRequire(import.meta.url);"
    : ''
  return { format: 'module', source: requires + source, shortCircuit: true }
}
