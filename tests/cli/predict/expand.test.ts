import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { expandFiles } from '../../../src/cli/predict/expand.js'
import { withFolder } from '../harness.js'

describe('expandFiles', () => {
  test('expands patterns and folders, keeps the rest', () =>
    withFolder(async (cwd) => {
      await mkdir(join(cwd, 'a/deep'), { recursive: true })
      const names = [
        'b.png',
        'c.png',
        'c.jpg',
        'odd[1].png',
        '.hidden.png',
        'a/1.png',
        'a/10.PNG',
        'a/notes.txt',
        'a/deep/x.png',
      ]
      for (const name of names) await writeFile(join(cwd, name), '')
      const expand = (...words: string[]) => expandFiles(words, cwd)
      expect(await expand('*.png')).toEqual(['b.png', 'c.png', 'odd[1].png'])
      expect(await expand('[!b].*')).toEqual(['c.jpg', 'c.png'])
      expect(await expand('?.png', 'b.png')).toEqual(['b.png', 'c.png'])
      expect(await expand('odd[1].png')).toEqual(['odd[1].png'])
      expect(await expand('**/*.png')).toEqual(['b.png', 'c.png', 'odd[1].png', 'a/1.png', 'a/deep/x.png'])
      expect(await expand('a/*')).toEqual(['a/1.png', 'a/10.PNG', 'a/notes.txt'])
      expect(await expand('a')).toEqual(['a/1.png', 'a/10.PNG'])
      await mkdir(join(cwd, 'classes/cat'), { recursive: true })
      expect(await expand('classes')).toEqual(['classes'])
      await writeFile(join(cwd, 'classes/cat/1.png'), '')
      await writeFile(join(cwd, 'classes/cat/.2.png'), '')
      expect(await expand('classes')).toEqual(['classes/cat/1.png'])
      expect(await expand(join(cwd, 'a', '*.png'))).toEqual([join(cwd, 'a/1.png')])
      expect(await expand('./*.jpg')).toEqual(['c.jpg'])
      expect(await expand('none.png', 'x*.png', '[.png')).toEqual(['none.png', 'x*.png', '[.png'])
    }))
})
