import { idxDataset, idxFiles } from './idx-dataset.js'

/** The files of MNIST as they are published. */
export const mnistFiles = idxFiles(
  ['https://ossci-datasets.s3.amazonaws.com/mnist/', 'https://storage.googleapis.com/cvdf-datasets/mnist/'],
  {
    'train-images-idx3-ubyte': {
      sha256: '440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609',
      bytes: 9912422,
    },
    'train-labels-idx1-ubyte': {
      sha256: '3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c',
      bytes: 28881,
    },
    't10k-images-idx3-ubyte': {
      sha256: '8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6',
      bytes: 1648877,
    },
    't10k-labels-idx1-ubyte': {
      sha256: 'f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6',
      bytes: 4542,
    },
  },
)

/**
 * MNIST: 60000 training and 10000 test images of handwritten digits, 28×28, white on black.
 *
 * `load({ normalize = true, flatten = false, oneHot = false, limit, data })` looks for the four idx files in `data`,
 * or else under `KERATIN_DATA` and in the cache, and downloads them if they are nowhere.
 *
 * Output shape: x float32 `[n, 28, 28, 1]` (or `[n, 784]`), y int32 `[n]` (or float32 `[n, 10]`).
 *
 * @throws KeratinError DATA, FILE_UNREADABLE, DOWNLOAD
 * @example
 * const { train, test } = await mnist.load({ limit: 1000 })
 * @see https://keras.io/api/datasets/mnist/
 */
export const mnist = idxDataset({
  name: 'mnist',
  loader: 'mnist.load',
  classNames: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
  remote: mnistFiles,
})
