import { expect, it } from 'vitest'
import { mixSeed, seedOf } from './seed.js'
import { drawShare, shareOf } from './share.js'

it('seeds of a run differ by purpose, and are the same when the run is repeated', () => {
  expect(mixSeed(7, 'conv2d')).toBe(mixSeed(7, 'conv2d'))
  expect(mixSeed(7, 'conv2d')).not.toBe(mixSeed(7, 'winograd'))
  expect(seedOf('conv2d')).toBe(mixSeed(Number(process.env.KERATIN_TEST_SEED), 'conv2d'))
})

it.each([4, 10])('each of %i shares is drawn by some seed', (parts) => {
  for (const name of ['conv2d', 'winograd', 'recurrent']) {
    const drawn = new Set(Array.from({ length: 200 }, (_, run) => mixSeed(run, name) % parts))
    expect(drawn.size).toBe(parts)
  }
})

it('of 60 cases as many are checked as the engine is to check', () => {
  const isDrawn = drawShare('a property', 10)
  const checked = Array.from({ length: 60 }, isDrawn).filter(Boolean).length
  expect(checked).toBe(shareOf(60, 10))
})
