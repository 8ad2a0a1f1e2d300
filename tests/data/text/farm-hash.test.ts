import { expect, it } from 'vitest'
import { farmHash64 } from '../../../src/data/text/farm-hash.js'

// tf.strings.to_hash_bucket_fast with 2^62 buckets
it.each([
  ['', 1936946117179621455n],
  ['a', 3694432073954588131n],
  ['zz', 3546145076021770342n],
  ['hello', 3786372426573024488n],
  ['字字', 30359250766557697n],
  ['abcdefgh', 4533385575889643785n],
  ['abcdefghijklmnop', 1469030743107030717n],
  ['abcdefghijklmnopq'.repeat(2), 1783506849593130897n],
  ['x'.repeat(40), 3168538174772821140n],
  ['y'.repeat(64), 4471793200125962424n],
  ['z'.repeat(65), 3688229565335330613n],
  ['w'.repeat(200), 526236191678461824n],
])('hashes %j as TensorFlow does', (text, expected) => {
  expect(farmHash64(text) % 2n ** 62n).toBe(expected)
})
