import { describe, expect, it } from 'vitest'
import { collectOptions } from '../../scripts/tools/option-names.mjs'
import { optionNamesOf, optionsOwners } from '../../src/support/option-names/index.js'

describe('the table of option names', () => {
  it('is what the types of the public API say; else run scripts/tools/option-names.mjs', () => {
    const { owners } = collectOptions()
    const sorted = (names: Iterable<string>) => [...names].sort()
    const made = Object.fromEntries([...owners].map(([owner, names]) => [owner, sorted(names)]))
    const table = Object.fromEntries(optionsOwners.map((owner) => [owner, sorted(optionNamesOf(owner))]))
    expect(table).toEqual(made)
  })
})
