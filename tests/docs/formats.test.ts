import { resolve } from 'node:path'
import { expect, it } from 'vitest'
import { formatOfName, formats } from '../../src/saving/formats.js'
import { formatsText } from './formats-text.js'

it('docs/FORMATS.md tells the truth (run this test with -u to write it)', async () => {
  await expect(formatsText()).toMatchFileSnapshot(resolve(import.meta.dirname, '../../docs/FORMATS.md'))
})

it('every ending belongs to one format', () => {
  const endings = formats.flatMap((format) => format.endings)
  expect(new Set(endings).size).toBe(endings.length)
  for (const format of formats)
    for (const ending of format.endings)
      expect(formatOfName(`folder/${ending.startsWith('.') ? 'x' : ''}${ending}`)).toBe(format)
  // a whole name is not an ending
  expect(formatOfName('my-model.json')?.name).toBe('json')
  expect(formatOfName('x.onnx')).toBeUndefined()
})
