import { runInNewContext } from 'node:vm'
import { expect, it } from 'vitest'
import { programOf } from '../../src/support/program-of.js'

it('makes a program of functions, also of those in which a bundler keeps names', () => {
  const double = (x: number) => 2 * x
  // as esbuild writes `const inner = () => x` with keepNames
  const kept = new Function('x', "const inner = __name(() => x, 'inner'); return inner()") as (
    x: number,
  ) => number
  expect(runInNewContext(`${programOf({ double, kept })}\nkept(double(3))`)).toBe(6)
})
