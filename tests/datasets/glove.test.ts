import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { glove } from '../../datasets/index.js'
import { withFolder } from '../cli/harness.js'

it('glove.load reads the file that is there', () =>
  withFolder(async (root) => {
    await expect(glove.load({ data: root })).rejects.toMatchObject({ code: 'DATA' })
    await mkdir(join(root, 'glove'))
    await writeFile(join(root, 'glove', 'glove.6B.50d.txt'), 'the 1 2\nof 3 4\nand 5 6\n')
    const { dimension, vectors, source } = await glove.load({ data: root, words: ['of', 'none'] })
    expect(source).toEqual({ from: 'option', folder: join(root, 'glove') })
    expect([dimension, [...vectors]]).toEqual([2, [['of', Float32Array.of(3, 4)]]])
  }))
