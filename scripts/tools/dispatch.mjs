// Writes, from the sources of the kernels, how each is called with arguments that lie in memory: assembly/dispatch.ts for
// the kernels themselves, and signatures.ts, which tells TypeScript the types of the arguments.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const kinds = { i32: 'i', usize: 'i', f32: 'f' }

/** The kernels that index.ts exports, each with its module and the types of its parameters. */
function kernelsIn(folder) {
  const index = readFileSync(join(folder, 'index.ts'), 'utf8')
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.ts'))
  const sources = new Map(files.map((file) => [file.slice(0, -3), readFileSync(join(folder, file), 'utf8')]))
  return [...index.matchAll(/export \{([^}]*)\} from '\.\/([^']+)'/g)]
    .flatMap(([, names, module]) => names.split(',').map((name) => [name.trim(), module]))
    .flatMap(([name, module]) => {
      const declared = new RegExp(`export function ${name}\\(([^)]*)\\): void`).exec(sources.get(module))
      if (!declared) return []
      const types = declared[1].split(',').flatMap((parameter) => {
        const type = parameter.split(':')[1]?.trim()
        return type ? [type] : []
      })
      const parameters = declared[1].split(',').map((parameter) => parameter.split(':')[0].trim())
      return [{ name, module, types, isShared: parameters.includes('parts') }]
    })
    .filter(({ module }) => module !== 'threads')
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

const imports = (kernels) => {
  const modules = [...new Set(kernels.map(({ module }) => module))].sort()
  return modules.map((module) => {
    const names = kernels.filter((kernel) => kernel.module === module).map(({ name }) => name)
    return `import { ${names.join(', ')} } from './${module}'`
  })
}

const call = ({ name, types, isShared }, i) => {
  const own = isShared ? types.slice(0, -2) : types
  const loads = own.map((type, n) => `load<${type}>(p, ${4 * n})`)
  return `    case ${i}: ${name}(${[...loads, ...(isShared ? ['part', 'parts'] : [])].join(', ')}); return`
}

/** @param root the project's folder */
export function writeDispatch(root) {
  const folder = join(root, 'src/engine/wasm/assembly')
  const kernels = kernelsIn(folder)
  const marks = '// Generated from the sources of the kernels (scripts/tools/dispatch.mjs): do not edit.'
  const dispatch = [
    marks,
    ...imports(kernels),
    '',
    '/** Runs a part of a kernel whose arguments lie at p, each in a word of 32 bits. */',
    'export function dispatch(kernel: i32, p: usize, part: i32, parts: i32): void {',
    '  switch (kernel) {',
    ...kernels.map(call),
    '  }',
    '}',
    '',
  ]
  const signature = ({ types, isShared }) =>
    (isShared ? types.slice(0, -2) : types).map((type) => kinds[type]).join('')
  const table = [
    marks,
    '/**',
    ' * The kernels by their numbers, with the types of their arguments: i for integers and addresses, f for floats.',
    ' * Those that threads can share out follow a +.',
    ' */',
    'export const signatures: readonly (readonly [name: string, types: string])[] = [',
    ...kernels.map((kernel) => `  ['${kernel.name}', '${kernel.isShared ? '+' : ''}${signature(kernel)}'],`),
    ']',
    '',
  ]
  write(join(folder, 'dispatch.ts'), dispatch.join('\n'))
  write(join(root, 'src/engine/wasm/signatures.ts'), table.join('\n'))
}

/** Leaves a file alone that is right already. */
function write(file, text) {
  let before
  try {
    before = readFileSync(file, 'utf8')
  } catch {
    before = undefined
  }
  if (before !== text) writeFileSync(file, text)
}
