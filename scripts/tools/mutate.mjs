// Changes compiled files in one place each, and tells which changes no test notices:
// `node scripts/tools/mutate.mjs [--count 20] [--seed 1] [--tests 6] [--without <pattern>] src/training/losses/huber.ts ...`
// `--again <file>` tries those once more that survived in an earlier run, whose output is in the file.
// Of all places of the files, and of those in folders, a sample is drawn; for each the nearest tests run: those that
// compare with Keras' numbers and those beside the file first, others only where these notice nothing.
import { readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import ts from 'typescript'
import { distances } from './imports.mjs'

const root = fileURLToPath(new URL('../../', import.meta.url))
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    count: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    tests: { type: 'string', default: '6' },
    without: { type: 'string', default: '$^' },
    again: { type: 'string' },
  },
})

const inFolder = (folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !/index\.ts$|assembly|binary/.test(file))
    .map((file) => `${folder.replace(/\/$/, '')}/${file}`)
    .sort()
const sources = positionals.flatMap((path) => (statSync(root + path).isDirectory() ? inFolder(path) : [path]))

const operators = {
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '===': '!==',
  '!==': '===',
  '+': '-',
  '-': '+',
  '*': '/',
  '/': '*',
  '&&': '||',
  '||': '&&',
}

/** What may be changed in a file: from, to, and the text in their place. */
function placesIn(file) {
  const text = readFileSync(file, 'utf8')
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true)
  const places = []
  const change = (node, to) => places.push({ file, text, from: node.getStart(), end: node.end, to })
  const visit = (node) => {
    // what errors say is compared by few tests, and need not be
    if (ts.isImportDeclaration(node) || ts.isThrowStatement(node)) return
    if (ts.isBinaryExpression(node)) {
      const to = operators[node.operatorToken.getText()]
      if (to) change(node.operatorToken, to)
    } else if (ts.isNumericLiteral(node)) change(node, `${Number(node.text) + 1}`)
    else if (node.kind === ts.SyntaxKind.TrueKeyword) change(node, 'false')
    else if (node.kind === ts.SyntaxKind.FalseKeyword) change(node, 'true')
    else if (ts.isIfStatement(node)) change(node.expression, `!(${node.expression.getText()})`)
    else if (ts.isConditionalExpression(node)) change(node.condition, `!(${node.condition.getText()})`)
    else if (ts.isExpressionStatement(node) && ts.isCallExpression(node.expression)) {
      if (node.expression.expression.kind !== ts.SyntaxKind.SuperKeyword) change(node, ';')
    }
    ts.forEachChild(node, visit)
  }
  visit(tree)
  return places
}

/** Numbers in [0, 1) from a seed. */
function stream(seed) {
  let state = seed
  return () => {
    state = (state * 1664525 + 1013904223) % 2 ** 32
    return state / 2 ** 32
  }
}

/** Puts a new file in the place of the old one, which may be linked from elsewhere. */
function replace(file, text) {
  writeFileSync(`${file}.new`, text)
  renameSync(`${file}.new`, file)
}

process.chdir(root)
process.env.KERATIN_TEST_SOURCES ||= '0'
const { createVitest } = await import('vitest/node')
const vitest = await createVitest('test', { watch: false, bail: 1, reporters: [{}], project: ['wasm'] })
await vitest.standalone()
const specs = await vitest.globTestSpecifications()

/** Tests that are left out as they take long. */
const slow = new RegExp(values.without)

/** How far a test is from a source by its place: numbers of Keras, tests of the same folder, all others. */
function placeOf(test, source) {
  const mirror = source.replace(/^src/, 'tests').replace(/[^/]+$/, '')
  const folder = test.replace(/[^/]+$/, '')
  if (/golden\.test\.ts$/.test(test) && mirror.startsWith(folder)) return 0
  return folder.startsWith(mirror) ? 1 : 2
}

/** The tests that reach a source: the first ones by their place, and the nearest by imports of the others. */
function nearest(source) {
  const near = distances(root, [source])
  const reached = specs
    .map((spec) => ({ spec, test: relative(root, spec.moduleId) }))
    .filter(({ test }) => near.has(test) && !slow.test(test))
    .map(({ spec, test }) => ({ spec, place: placeOf(test, source), distance: near.get(test) }))
    .sort((a, b) => a.place - b.place || a.distance - b.distance)
  const first = reached.filter(({ place }) => place < 2).slice(0, Number(values.tests))
  const others = reached.filter((test) => !first.includes(test)).slice(0, Number(values.tests) - first.length)
  return [first, others].filter((tests) => tests.length > 0).map((tests) => tests.map(({ spec }) => spec))
}

/** Whether only some cases run. */
let isNarrow = false

/** Whether tests fail. */
async function fails(tests) {
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications(tests)
  if (unhandledErrors.length > 0 || testModules.some((module) => !module.ok())) return true
  if (testModules.some((module) => [...module.children.allTests('passed')].length > 0)) return false
  if (!isNarrow) throw new Error(`No test ran of ${tests.map((t) => relative(root, t.moduleId)).join(', ')}`)
  widen()
  return fails(tests)
}

/** Cases of layers are named by class: those of the classes of a file, or of its folder, are enough for it. */
function narrow(source) {
  if (!source.startsWith('src/layers/')) return
  const classesIn = (file) =>
    [...readFileSync(root + file, 'utf8').matchAll(/className\b.*= '(\w+)'/g)].map(([, name]) => name)
  const own = classesIn(source)
  const names = own.length > 0 ? own : inFolder(source.replace(/\/[^/]+$/, '')).flatMap(classesIn)
  isNarrow = names.length > 0
  if (isNarrow) vitest.setGlobalTestNamePattern(new RegExp(`\\b(${names.join('|')})\\b`))
}

function widen() {
  isNarrow = false
  vitest.resetGlobalTestNamePattern()
}

/** Whether one of some groups of tests fails; later groups run only if those before do not. */
async function notices(groups, source) {
  narrow(source)
  try {
    for (const tests of groups) {
      if (await fails(tests)) return true
      widen()
    }
    return false
  } finally {
    widen()
  }
}

const random = stream(Number(values.seed))
const all = sources.flatMap((source) =>
  placesIn(resolve(root, 'dist', source.replace(/\.ts$/, '.js'))).map((place) => ({ ...place, source })),
)
/** A change in words. */
function told({ source, text, from, end, to }) {
  const line = text.slice(0, from).split('\n').length
  return `${source} "${text.slice(from, end)}" -> "${to}" in: ${text.split('\n')[line - 1].trim()}`
}

/** What an earlier run found to survive. */
const earlier =
  values.again &&
  readFileSync(values.again, 'utf8')
    .split('\n')
    .flatMap((line) => /^SURVIVED (.*)/.exec(line)?.[1] ?? [])
const drawn = earlier
  ? all.filter((place) => earlier.includes(told(place)))
  : all
      .map((place) => ({ place, key: random() }))
      .sort((a, b) => a.key - b.key)
      .slice(0, Number(values.count))
      .map(({ place }) => place)

/** Takes back the change that is under trial. */
let restore = () => {}
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    restore()
    process.exit(1)
  })
}

let killed = 0
for (const place of drawn) {
  const { file, text, from, end, to, source } = place
  const groups = nearest(source)
  restore = () => replace(file, text)
  replace(file, text.slice(0, from) + to + text.slice(end))
  let noticed
  try {
    noticed = await notices(groups, source)
  } finally {
    restore()
  }
  if (noticed) killed++
  console.log(`${noticed ? 'killed  ' : 'SURVIVED'} ${told(place)}`)
}
console.log(`${killed} of ${drawn.length} killed, of ${all.length} places; seed ${values.seed}`)
await vitest.close()
