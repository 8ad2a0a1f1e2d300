import { join } from 'node:path'
import { digits } from '../../../../datasets/digits.js'
import { writeFileAtomic } from '../../../support/files.js'
import { makeFolders } from '../../../support/make-folders.js'

/** Draws digits into the four files of MNIST. */
export async function makeDigits(folder: string, train: number, test: number, seed: number): Promise<void> {
  makeFolders(folder)
  const data = await digits.load({ train, test, seed, normalize: false })
  for (const [part, name] of [
    ['train', 'train'],
    ['test', 't10k'],
  ] as const) {
    const { x, y } = data[part]
    const [images, labels] = [x.dataSync(), y.dataSync()]
    const count = x.shape[0]!
    x.dispose()
    y.dispose()
    await writeFileAtomic(join(folder, `${name}-images-idx3-ubyte`), idx([count, 28, 28], images))
    await writeFileAtomic(join(folder, `${name}-labels-idx1-ubyte`), idx([count], labels))
  }
}

/** Bytes in the format of MNIST. */
function idx(shape: readonly number[], values: ArrayLike<number>): Uint8Array {
  const header = Buffer.alloc(4 + 4 * shape.length)
  header.set([0, 0, 8, shape.length])
  for (const [i, size] of shape.entries()) header.writeUInt32BE(size, 4 + 4 * i)
  return Buffer.concat([header, Uint8Array.from(values)])
}
