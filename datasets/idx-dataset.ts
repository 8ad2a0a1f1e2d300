import type { RemoteFile } from '../src/support/download/download.js'
import { KeratinError, showShape } from '../src/support/errors.js'
import { checkedOptions } from '../src/support/options.js'
import { type FetchFilesOptions, fetchFiles } from './fetch-files.js'
import { type IdxArray, readIdx } from './idx.js'
import {
  checkLabels,
  type ImageBytes,
  type ImageDataset,
  type ImageFormat,
  type ImageLimit,
  limits,
  takeImages,
  toTensors,
} from './image-dataset.js'
import { type FoundFiles, findFiles } from './root.js'

export const fileNames = [
  'train-images-idx3-ubyte',
  'train-labels-idx1-ubyte',
  't10k-images-idx3-ubyte',
  't10k-labels-idx1-ubyte',
] as const
export type IdxFileName = (typeof fileNames)[number]
type FileName = IdxFileName

export interface IdxDatasetOptions {
  /** Name of the data set and of its folder. */
  name: string
  /** The loader, as the table of option names calls it. */
  loader: 'mnist.load' | 'fashionMnist.load'
  classNames: readonly string[]
  /** The four files as they are published. */
  remote: Record<FileName, RemoteFile>
}

/**
 * The four files as they are published.
 *
 * @param mirrors addresses of folders that hold them, in the order they are tried
 * @param files SHA-256 and size of each packed file
 */
export const idxFiles = (
  mirrors: readonly string[],
  files: Record<FileName, { sha256: string; bytes: number }>,
): Record<FileName, RemoteFile> =>
  Object.fromEntries(
    fileNames.map((file): [string, RemoteFile] => [
      file,
      { urls: mirrors.map((folder) => `${folder}${file}.gz`), ...files[file] },
    ]),
  ) as Record<FileName, RemoteFile>

export interface IdxLoadOptions extends ImageFormat, Pick<FetchFilesOptions, 'quiet' | 'signal'> {
  /** A data root or the folder of the files; nothing else is looked at then. */
  data?: string
  /** At most so many images. Default all. */
  limit?: ImageLimit
}

/** A data set in the four files of MNIST. */
export interface IdxDataset {
  readonly name: string
  readonly classNames: readonly string[]
  load(options?: IdxLoadOptions): Promise<ImageDataset>
}

/** Makes the loader of a data set that comes as MNIST does: images and labels, train and t10k, in idx files. */
export function idxDataset({ name, loader, classNames, remote }: IdxDatasetOptions): IdxDataset {
  return {
    name,
    classNames,
    async load(options: IdxLoadOptions = {}) {
      const { data, limit, quiet, signal, ...format } = checkedOptions(loader, options)
      const most = limits(limit)
      const found =
        (await findFiles({ dataset: name, files: fileNames, data })) ??
        (await fetchFiles(name, remote, { quiet, signal }))
      const [train, test] = await Promise.all([
        readPart(name, found, 'train-images-idx3-ubyte', 'train-labels-idx1-ubyte', classNames.length),
        readPart(name, found, 't10k-images-idx3-ubyte', 't10k-labels-idx1-ubyte', classNames.length),
      ])
      return {
        train: toTensors(takeImages(train, most.train), classNames.length, format),
        test: toTensors(takeImages(test, most.test), classNames.length, format),
        classNames,
        source: found.source,
      }
    },
  }
}

async function readPart(
  dataset: string,
  { paths }: FoundFiles<FileName>,
  imagesName: FileName,
  labelsName: FileName,
  classes: number,
): Promise<ImageBytes> {
  const [imagesPath, labelsPath] = [paths[imagesName], paths[labelsName]]
  const [images, labels] = await Promise.all([readIdx(imagesPath, dataset), readIdx(labelsPath, dataset)])
  const pixels = bytesOf(images, imagesPath, 3)
  const classIndices = bytesOf(labels, labelsPath, 1)
  if (images.shape[0] !== labels.shape[0]) {
    const counts = `Received: ${images.shape[0]} images, ${labels.shape[0]} labels.`
    throw new KeratinError('DATA', `${imagesPath} and ${labelsPath} must have the same count. ${counts}`, {
      hint: 'Use files of the same data set.',
    })
  }
  checkLabels(classIndices, classes, labelsPath)
  return { images: pixels, labels: classIndices, height: images.shape[1]!, width: images.shape[2]! }
}

function bytesOf({ shape, data }: IdxArray, path: string, axes: number): Uint8Array {
  if (data instanceof Uint8Array && shape.length === axes && data.length > 0) return data
  const expected = axes === 3 ? 'bytes of shape [count, height, width]' : 'bytes of shape [count]'
  const received = `${data.constructor.name} of shape ${showShape(shape)}`
  throw new KeratinError(
    'FILE_UNREADABLE',
    `${path} holds something else. Expected: ${expected}. Received: ${received}.`,
    {
      hint: 'Check that images and labels are not exchanged.',
    },
  )
}
