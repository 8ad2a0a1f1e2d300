import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { loadImage, saveImage } from '../../../src/data/index.js'
import { tf } from '../../../src/engine/index.js'
import { withFolder } from '../../cli/harness.js'
import { expectNoLeak } from '../../harness/leaks.js'

const pixels = async (path: string) => {
  const { data, info } = await sharp(path).raw().toBuffer({ resolveWithObject: true })
  return { shape: [info.height, info.width, info.channels], values: [...data] }
}

describe('saveImage', () => {
  it('stretches values to 0 to 255, as Keras does', () =>
    withFolder(async (folder) => {
      const path = join(folder, 'grey.png')
      // keras.utils.save_img(path, np.array([[-1, -0.5, 0.3], [0.7, 1.9, 2]], "float32")[..., None])
      await saveImage(path, [
        [-1, -0.5, 0.3],
        [0.7, 1.9, 2],
      ])
      const { data } = await sharp(path).extractChannel(0).raw().toBuffer({ resolveWithObject: true })
      expect([...data]).toEqual([0, 42, 110, 144, 246, 255])
    }))

  it('takes values as they are', () =>
    withFolder(async (folder) => {
      const path = join(folder, 'colour.png')
      const image = [
        [
          [0, 127.9, 255],
          [-5, 300, 12],
        ],
      ] // one row, two pixels
      await saveImage(path, image, { scale: false })
      expect(await pixels(path)).toEqual({ shape: [1, 2, 3], values: [0, 127, 255, 0, 255, 12] })
      const read = await loadImage(path)
      expect(read.shape).toEqual([1, 2, 3])
      read.dispose()
    }))

  it('writes the format of the ending, leaves no tensors', () =>
    withFolder(async (folder) => {
      const x = tf.randomUniform([8, 9, 4])
      await expectNoLeak(async () => {
        for (const [file, format] of [
          ['a.png', 'png'],
          ['a.jpg', 'jpeg'],
          ['a.JPEG', 'jpeg'],
          ['a.webp', 'webp'],
        ] as const) {
          await saveImage(join(folder, file), x)
          const found = await sharp(await readFile(join(folder, file))).metadata()
          expect([found.format, found.height, found.width]).toEqual([format, 8, 9])
        }
        await saveImage(join(folder, 'b.dat'), [[1, 2]], { fileFormat: 'png' })
      })
      // one value everywhere is black
      await saveImage(join(folder, 'c.png'), tf.fill([2, 2, 3], 7))
      expect((await pixels(join(folder, 'c.png'))).values).toEqual(Array(12).fill(0))
      x.dispose()
    }))

  it('refuses what is no image', () =>
    withFolder(async (folder) => {
      const path = join(folder, 'x.png')
      await expect(saveImage(path, tf.zeros([1, 4, 4, 3]))).rejects.toMatchObject({ code: 'SHAPE' })
      await expect(saveImage(path, tf.zeros([4, 4, 2]))).rejects.toThrow('Received: [4, 4, 2].')
      await expect(saveImage(path, [[Number.NaN]])).rejects.toThrow('a pixel must be finite')
      await expect(saveImage(join(folder, 'x.gif'), [[1]])).rejects.toMatchObject({ code: 'UNKNOWN_NAME' })
      await expect(saveImage(path, [[1]], { quality: 5 } as object)).rejects.toMatchObject({
        code: 'UNKNOWN_NAME',
      })
      await expect(saveImage(join(folder, 'no/x.png'), [[1]])).rejects.toMatchObject({
        code: 'FILE_UNWRITABLE',
      })
    }))
})
