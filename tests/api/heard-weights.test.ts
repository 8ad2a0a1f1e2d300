import { tf } from 'keratin'
import { describe, expect, it } from 'vitest'
import type { Layer, Shapes } from '../../src/layers/index.js'
import { optionNamesOf, optionsOwners } from '../../src/support/option-names/index.js'
import { callerOf } from './callers.js'
import { derived, required } from './heard/made.js'

/** One of these is what a layer can be built for. */
const shapes: Shapes[] = [
  ...[
    [2, 4],
    [2, 32],
    [2, 6, 4],
    [2, 8, 8, 4],
    [2, 8, 8, 8, 4],
    [2, 4, 8, 8, 8, 3],
  ],
  ...[
    [
      [2, 4],
      [2, 4],
    ],
    [
      [2, 4, 4],
      [2, 4, 4],
    ],
  ],
]

const ofLayers = optionsOwners.filter(
  (owner) => owner.startsWith('layers.') && (optionNamesOf(owner) as string[]).includes('weights'),
)

/** What a layer that starts with too many weights says when it is built for a shape; '' if nothing. */
function built(make: (options: object) => unknown, options: object, shape: Shapes): string {
  try {
    ;(make(options) as Layer).ensureBuilt(shape, { value: tf.zeros([2, 6, 4]) })
    return ''
  } catch (error) {
    return (error as Error).message
  }
}

describe('weights to start from', () => {
  it.each(ofLayers)('of %s are heard', (owner) => {
    const make = (derived[owner] ?? callerOf(owner)!) as (options: object) => unknown
    const shape = shapes.find((s) => built(make, required[owner]?.() ?? {}, s) === '')
    expect(shape, 'a shape that it can be built for').toBeDefined()
    const tooMany = { ...required[owner]?.(), weights: Array.from({ length: 99 }, () => [0]) }
    expect(built(make, tooMany, shape!)).toMatch(/has \d+ weights. Received: 99 values/)
  })
})
