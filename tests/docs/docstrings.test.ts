import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { transform } from 'esbuild'
import * as keratin from 'keratin'
import * as applications from 'keratin/applications'
import * as datasets from 'keratin/datasets'
import * as models from 'keratin/models'
import * as plot from 'keratin/plot'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { modelToJSON } from '../../src/saving/model-json.js'
import { docstringExamples } from './docstring-examples.js'
import { compiledOnly, fixturesOf } from './example-fixtures.js'

const { Dense, Input, Sequential, tf } = keratin
const root = resolve(import.meta.dirname, '../..')
/** Of one copy with what the packages export: the sources where these are tested, else what is built from them. */
const moduleOf = (file: string) =>
  process.env.KERATIN_TEST_SOURCES === '1'
    ? join(root, file)
    : join(root, 'dist', file.replace(/\.ts$/, '.js'))
const examples = docstringExamples()
const before = process.cwd()
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keratin-examples-'))
  process.chdir(folder)
  const model = Sequential([Input({ shape: [4] }), Dense(1)])
  model.compile({ optimizer: 'sgd', loss: 'mse' })
  await model.save('mnist.keras')
  await Sequential([Input({ shape: [4] }), Dense(2)]).saveWeights('mnist.weights.h5')
  await writeFile('model.json', modelToJSON(model))
  await writeFile('glove.6B.100d.txt', 'good 1 0\nbad 0 1\n')
})
afterAll(async () => {
  process.chdir(before)
  await rm(folder, { recursive: true, force: true })
})
beforeEach(() => {
  for (const method of ['log', 'error', 'warn'] as const)
    vi.spyOn(console, method).mockImplementation(() => undefined)
  vi.spyOn(process.stdout, 'write').mockImplementation(() => true)
  vi.spyOn(process.stderr, 'write').mockImplementation(() => true)
})
afterEach(() => {
  vi.restoreAllMocks()
})

/** The program of an example, and the value that the comment on its last line claims. */
async function programOf(code: string): Promise<{ program: string; claim: string | undefined }> {
  const lines = code.split('\n')
  const [, constant, expression, claim] =
    lines.at(-1)!.match(/^(?:const (\w+) = )?(?!const |import )([^/]*(?:\/(?!\/)[^/]*)*?)\s*\/\/ (.+)$/) ?? []
  if (claim)
    lines[lines.length - 1] = constant ? `const ${constant} = ${expression}` : `__result = ${expression}`
  if (constant) lines.push(`__result = ${constant}`)
  const { code: compiled } = await transform(lines.join('\n'), { loader: 'ts', target: 'es2022' })
  const program = compiled.replace(/^import (\{.*\}) from ("[^"]+");$/gm, 'const $1 = require($2);')
  return { program, claim }
}

/** A claim that is a value: numbers, texts, lists of them. */
function claimed(claim: string): unknown {
  try {
    return Function(`return (${claim})`)()
  } catch {
    return undefined
  }
}

function checkClaim(result: unknown, claim: string): void {
  const value = claimed(claim)
  if (value === undefined) return
  if (result instanceof tf.Tensor) expect(result).toBeAllclose(value as number[], { atol: 1e-3 })
  else if (typeof value === 'number') expect(result).toBeCloseTo(value, 3)
  else if (Array.isArray(value) && (result as { shape?: unknown }).shape)
    expect((result as { shape: unknown }).shape).toEqual(value)
  else expect(ArrayBuffer.isView(result) ? [...(result as Float32Array)] : result).toEqual(value)
}

const AsyncFunction = (async () => undefined).constructor as FunctionConstructor

/** Everything that programs can name: exports of the packages, of their namespaces, and of the file of the example. */
async function scopeOf(file: string): Promise<Record<string, unknown>> {
  const own = (await import(moduleOf(file))) as object
  const { activations, constraints, initializers, losses, metrics, optimizers, regularizers, schedules } =
    keratin
  const spaces = [
    activations,
    constraints,
    initializers,
    regularizers,
    schedules,
    optimizers,
    metrics,
    losses,
  ]
  const require = createRequire(import.meta.url)
  return Object.assign(
    {},
    ...spaces,
    keratin,
    applications,
    datasets,
    models,
    plot,
    { ...own },
    { require, exports: {} },
  )
}

it('there are examples', () => {
  expect(examples.length).toBeGreaterThan(230)
  const names = examples.map(({ name }) => name)
  for (const name of Object.keys(compiledOnly)) expect(names).toContain(name)
})

it.each(examples)('$name', async ({ name, file, code }) => {
  const { program, claim } = await programOf(code)
  if (name in compiledOnly) return
  const scope = {
    ...(await scopeOf(file)),
    ...(await fixturesOf(name, code)),
    __result: undefined as unknown,
  }
  await AsyncFunction('scope', `with (scope) {\n${program}\n}`)(scope)
  if (claim) checkClaim(scope.__result, claim)
})
