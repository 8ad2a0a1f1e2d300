import { buildSync } from 'esbuild'
import { expect, it } from 'vitest'
import { lean } from '../../scripts/tools/lean.mjs'

const modules: Record<string, string> = {
  // what has the same name elsewhere is renamed in the bundle, and must be called back at run time
  first: `
    export const twice = (x) => 2 * x
    export function named() { return () => {} }
    export class Shape {
      /** Not a part of it. */
      static of() { return new this() }
    }`,
  second: `
    export const twice = (x) => x + x
    export function named() { return function inner() {} }
    export class Shape { #size = 1; static kind = class {}; size() { return this.#size } }
    export const Late = class extends Shape {}`,
  third: `
    const given = ({ f = () => {}, g = function () {} } = {}, h = class {}) => [f, g, h]
    export const all = { a: () => {}, 'b-c': () => {}, d: function () {}, ['e']: () => {}, __proto__: null }
    export const fromPlaces = given()
    export const nested = (() => { const deep = () => () => { const deeper = () => {}; return deeper }; return deep })()`,
  texts: `
    export const text = \`
    // a line of a text

      /** and another */  \${[1].map((n) => \`
        in a text \${n}\`)}
    \``,
}

/** What a bundle of all of them tells of itself. */
async function told(code: string): Promise<unknown> {
  const { first, second, third, texts } = await import(`data:text/javascript,${encodeURIComponent(code)}`)
  const { twice, named, Shape, Late } = second
  const functions = [
    ...[first.twice, first.named, first.named(), first.Shape, twice, named, named(), Shape, Shape.kind, Late],
    ...[...Object.values(third.all), ...third.fromPlaces, third.nested, third.nested()()],
  ]
  return [functions.map(({ name }) => name), texts.text]
}

it('what is published has the names and texts of its sources, without comments, blanks and needless calls', async () => {
  const { outputFiles } = buildSync({
    stdin: {
      contents: Object.entries(modules)
        .map(
          ([name, text]) =>
            `export * as ${name} from ${JSON.stringify(`data:text/javascript,${encodeURIComponent(text)}`)}`,
        )
        .join('\n'),
    },
    bundle: true,
    format: 'esm',
    keepNames: true,
    write: false,
  })
  const { text } = outputFiles[0]!
  const short = lean(text)
  expect(await told(short)).toEqual(await told(text))
  const count = (code: string, pattern: RegExp) => code.match(pattern)?.length ?? 0
  expect(count(short, /__name\(/g)).toBeLessThan(count(text, /__name\(/g) / 2)
  expect(text).toContain('Not a part of it')
  expect(short).not.toContain('Not a part of it')
  expect(short.split('\n').filter((line) => line.startsWith(' '))).toHaveLength(4)
})
