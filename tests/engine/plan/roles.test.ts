import { expect, it } from 'vitest'
import { preparing, roles } from '../../../src/engine/plan/passes/roles.js'
import { signatures } from '../../../src/engine/wasm/signatures.js'

const types = new Map(signatures.map(([name, of]) => [name, of.replace('+', '')]))

it.each(Object.entries(roles))('%s: a role for each argument', (name, of) => {
  expect(of).toHaveLength(types.get(name)!.length)
  for (const [i, role] of [...of].entries()) if (role !== '-') expect(types.get(name)![i]).toBe('i')
})

it('what prepares values writes one', () => {
  for (const name of preparing) expect([...roles[name]!].filter((role) => role === 'w')).toHaveLength(1)
})
