import { expect, test } from 'vitest'
import { picture, sideBySide } from '../../scripts/picture.js'

test('each pixel is its own dot', () => {
  // the dots of a braille cell by column and row, as Unicode numbers them
  const bits = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80]
  for (const [i, bit] of bits.entries()) {
    const pixels = new Float32Array(8)
    pixels[i] = 1
    expect(picture(pixels, 2, 4)).toEqual([String.fromCodePoint(0x2800 + bit)])
  }
})

test('28×28 pixels take 7 lines of 14 characters, odd sizes are rounded up', () => {
  const lines = picture(new Float32Array(784).fill(1), 28, 28)
  expect(lines).toEqual(Array(7).fill('⣿'.repeat(14)))
  expect(picture([1, 1, 1, 0, 0, 0.5], 3, 2)).toEqual(['⠉⠃'])
})

test('pictures stand next to each other with their captions', () => {
  const text = sideBySide([
    { lines: ['ab', 'cd'], caption: 'first' },
    { lines: ['ef'], caption: '2' },
  ])
  expect(text).toBe(['ab     ef', 'cd', 'first  2'].join('\n'))
})
