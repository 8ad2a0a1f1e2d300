import { expect, it } from 'vitest'
import { textToWordSequence } from '../../../src/data/index.js'

// by text_to_word_sequence of Keras 3.15.1
it.each([
  [{ split: 'ab' }, ['one', 'two', ' three', 'four  ', ' five']],
  [{ split: '--', filters: '!,' }, ['one', 'two', ' three', 'four  ab five']],
  [{ split: '--', filters: '', lower: false }, ['One', 'two, THREE!four  ab five']],
])('words lie between separators of several characters: %j', (options, expected) => {
  expect(textToWordSequence('One--two, THREE!four  ab five', options)).toEqual(expected)
})
