// Writes src/support/option-names/: the names of the options of every public class and function, as the types of the
// public API say them. `node scripts/tools/option-names.mjs`; with `--check` (`npm run check:options`) it writes nothing
// and fails where the files are not what this makes of the types.
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

const root = fileURLToPath(new URL('../../', import.meta.url))
const entries = [
  'src/index.ts',
  'src/applications/index.ts',
  'datasets/index.ts',
  'models/index.ts',
  'src/plot/index.ts',
]

/** Parameters of these types are data, not options. */
const data = new Set([
  ...[
    'Activation',
    'AssetReader',
    'Base',
    'Batch',
    'CallbackParams',
    'CallContext',
    'CompileConfig',
    'ErrorDetails',
    'PerformOptions',
  ],
  ...['Preparation', 'Serialized', 'StepScalars', 'TargetShapes', 'WordVectors'],
])

/** Everything exported that takes options, by the name it goes by: `layers.Dense`, `Model.fit`, `mnist.load`. */
function collectOptions() {
  const { options } = ts.getParsedCommandLineOfConfigFile(`${root}tsconfig.json`, { noEmit: true }, ts.sys)
  const program = ts.createProgram(
    entries.map((entry) => root + entry),
    options,
  )
  const checker = program.getTypeChecker()
  const owners = new Map()
  const shared = new Map()
  const seen = new Set()

  const ours = (symbol) =>
    (symbol?.declarations ?? []).every((d) => {
      const { fileName } = d.getSourceFile()
      return fileName.startsWith(root) && !fileName.includes('/node_modules/')
    })
  const parts = (type) => (type.isUnion() ? type.types.flatMap(parts) : [type])
  const nameOf = (type) => type.aliasSymbol?.name ?? type.symbol?.name ?? ''

  /** `Record<string, never>`: an options object that has to be empty. */
  const takesNothing = (type) => Boolean((type.getStringIndexType()?.flags ?? 0) & ts.TypeFlags.Never)

  /** The options types of a parameter: plain objects whose properties are named. */
  function optionsOf(parameter) {
    if (!/^(options|hooks|request|__\d+)$/.test(parameter.name)) return []
    const given = checker.getTypeOfSymbol(parameter)
    const types = checker.isTupleType(given) ? checker.getTypeArguments(given) : [given]
    return types
      .flatMap(parts)
      .filter(
        (type) =>
          type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection) &&
          !checker.isArrayLikeType(type) &&
          type.getCallSignatures().length === 0 &&
          !(type.symbol?.flags & ts.SymbolFlags.Class) &&
          !data.has(nameOf(type)) &&
          (takesNothing(type) || (!type.getStringIndexType() && type.getProperties().length > 0)),
      )
  }

  function collect(owner, signatures) {
    for (const { parameters } of signatures) {
      for (const type of parameters.flatMap(optionsOf)) {
        const names = owners.get(owner) ?? new Set()
        for (const { name } of type.getProperties()) names.add(name)
        owners.set(owner, names)
        share(type)
      }
    }
  }

  /** Notes the interfaces that options are made of, so that their names are written once. */
  function share(type) {
    const types = type.isIntersection() ? type.types : [type, ...(type.getBaseTypes?.() ?? [])]
    for (const part of types) {
      const name = nameOf(part)
      if (part !== type) share(part)
      if (/.Options$/.test(name)) shared.set(name, new Set(part.getProperties().map((p) => p.name)))
    }
  }

  function members(owner, type, once = true) {
    for (const member of type.getProperties()) {
      const [declaration] = member.declarations ?? []
      if (!declaration || !ours(member) || member.name.startsWith('__#')) continue
      const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Protected
      if (ts.getCombinedModifierFlags(declaration) & hidden) continue
      if (once && seen.has(declaration)) continue
      seen.add(declaration)
      collect(`${owner}.${member.name}`, checker.getTypeOfSymbol(member).getCallSignatures())
    }
  }

  const isLayer = (type) => type.getProperty('computeOutputShape') !== undefined

  function visit(space, exported) {
    const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported
    if (seen.has(symbol)) return
    seen.add(symbol)
    if (symbol.flags & ts.SymbolFlags.ValueModule) {
      for (const inner of checker.getExportsOfModule(symbol)) visit(exported.name, inner)
      return
    }
    const { name } = symbol
    if (symbol.flags & ts.SymbolFlags.Interface && name === 'Recipe') {
      members('Recipe', checker.getDeclaredTypeOfSymbol(symbol))
    }
    if (!(symbol.flags & ts.SymbolFlags.Value) || !ours(symbol)) return
    const type = checker.getTypeOfSymbol(symbol)
    const constructors = type.getConstructSignatures()
    if (constructors.length > 0) {
      const made = constructors[0].getReturnType()
      // metrics named like a loss have an ending here that Keras' have not
      const isMetric = space === 'metrics' && !/^(Function)?Metric$/.test(name)
      const className = isMetric ? name.replace(/Metric$/, '') : name
      const family = space ?? (isLayer(made) ? 'layers' : undefined)
      collect(family ? `${family}.${className}` : className, constructors)
      members(className, made)
      members(className, type)
    } else if (type.getCallSignatures().length > 0) {
      collect(space ? `${space}.${name}` : name, type.getCallSignatures())
    } else members(name, type, false)
  }

  for (const entry of entries) {
    const exported = checker.getExportsOfModule(
      checker.getSymbolAtLocation(program.getSourceFile(root + entry)),
    )
    // what is both in a namespace and outside goes by its namespace
    const isSpace = (s) => checker.getAliasedSymbol(s).flags & ts.SymbolFlags.ValueModule
    const aliases = exported.filter((s) => s.flags & ts.SymbolFlags.Alias)
    for (const s of aliases.filter(isSpace)) if (s.name !== 'tf') visit(undefined, s)
    for (const s of aliases.filter((a) => !isSpace(a))) visit(undefined, s)
  }
  return { owners, shared }
}

const files = {
  layers: (owner) => owner.startsWith('layers.'),
  objects: (owner) =>
    /^(losses|metrics|optimizers|schedules|callbacks|initializers|regularizers|constraints)\.[A-Z]/.test(
      owner,
    ),
  functions: () => true,
}

/** The source text of the tables, by file. */
function optionTables() {
  const { owners, shared } = collectOptions()
  const rest = new Map([...owners].sort(([a], [b]) => (a < b ? -1 : 1)))
  const tables = {}
  for (const [file, belongs] of Object.entries(files)) {
    const own = [...rest].filter(([owner]) => belongs(owner))
    for (const [owner] of own) rest.delete(owner)
    tables[`${file}.ts`] = tableOf(file, own, shared)
  }
  return tables
}

function tableOf(file, owners, shared) {
  const covers = (names, part) => [...part].every((name) => names.has(name))
  const largest = (names, lists) =>
    lists
      .filter(([, part]) => part.size > 1 && covers(names, part))
      .sort(([, a], [, b]) => b.size - a.size)[0]
  /** What a list is made of: a shared list, if there is one, and names of its own. */
  const made = (names, lists) => {
    const base = largest(names, lists)
    return { base: base?.[0], own: [...names].filter((name) => !base?.[1].has(name)) }
  }
  let lists = [...shared].sort(([a, x], [b, y]) => x.size - y.size || (a < b ? -1 : 1))
  // a list earns a name of its own if several others are made of it
  for (let i = 0; i < 3; i++) {
    const uses = new Map()
    const all = [
      ...owners.map(([, names]) => made(names, lists)),
      ...lists.map(([, names], at) => made(names, lists.slice(0, at))),
    ]
    for (const { base } of all) uses.set(base, (uses.get(base) ?? 0) + 1)
    lists = lists.filter(([name]) => (uses.get(name) ?? 0) > 1)
  }
  const text = ({ base, own }) => {
    const words = [...(base ? [`\${${base.charAt(0).toLowerCase()}${base.slice(1)}}`] : []), ...own]
    const lines = ['']
    for (const word of words) {
      const line = lines.at(-1)
      if (line.length + word.length > 95) lines.push(word)
      else lines[lines.length - 1] = line ? `${line} ${word}` : word
    }
    const quote = base || lines.length > 1 ? '`' : "'"
    if (base && own.length === 0) return words[0].slice(2, -1)
    return quote + lines.join('\n    ') + quote
  }
  const consts = lists.map(
    ([name, names], at) =>
      `const ${name.charAt(0).toLowerCase()}${name.slice(1)} = ${text(made(names, lists.slice(0, at)))}\n`,
  )
  const key = (owner) => (/^\w+$/.test(owner) ? owner : `'${owner}'`)
  const entries = owners.map(([owner, names]) => `  ${key(owner)}: ${text(made(names, lists))},\n`)
  return `// Made by scripts/tools/option-names.mjs from the types of the public API.
${consts.join('')}
/** The names of options, by who takes them. */
export const ${file} = {
${entries.join('')}}
`
}

/** The tables as biome writes them. */
function formatted(file, text) {
  const biome = fileURLToPath(import.meta.resolve('@biomejs/biome/bin/biome'))
  const words = ['format', `--stdin-file-path=src/support/option-names/${file}`]
  return execFileSync(process.execPath, [biome, ...words], { cwd: root, input: text, encoding: 'utf8' })
}

const isCheck = process.argv.includes('--check')
for (const [file, text] of Object.entries(optionTables())) {
  const path = `${root}src/support/option-names/${file}`
  const wanted = formatted(file, text)
  if (!isCheck) writeFileSync(path, wanted)
  else if (readFileSync(path, 'utf8') !== wanted) {
    process.stderr.write(
      `src/support/option-names/${file} is not what the types of the public API say: run scripts/tools/option-names.mjs\n`,
    )
    process.exitCode = 1
  }
}
