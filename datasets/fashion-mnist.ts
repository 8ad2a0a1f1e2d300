import { idxDataset, idxFiles } from './idx-dataset.js'

/** The files of Fashion-MNIST as they are published. */
export const fashionMnistFiles = idxFiles(
  [
    'https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/',
    'https://storage.googleapis.com/tensorflow/tf-keras-datasets/',
  ],
  {
    'train-images-idx3-ubyte': {
      sha256: '3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84',
      bytes: 26421880,
    },
    'train-labels-idx1-ubyte': {
      sha256: 'a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845',
      bytes: 29515,
    },
    't10k-images-idx3-ubyte': {
      sha256: '346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073',
      bytes: 4422102,
    },
    't10k-labels-idx1-ubyte': {
      sha256: '67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5',
      bytes: 5148,
    },
  },
)

/**
 * Fashion-MNIST: 60000 training and 10000 test images of clothing in 10 classes, in the form of MNIST.
 *
 * `load({ normalize = true, flatten = false, oneHot = false, limit, data })`, as `mnist.load`.
 *
 * Output shape: x float32 `[n, 28, 28, 1]` (or `[n, 784]`), y int32 `[n]` (or float32 `[n, 10]`).
 *
 * @throws KeratinError DATA, FILE_UNREADABLE, DOWNLOAD
 * @example
 * const { train, test, classNames } = await fashionMnist.load()
 * @see https://keras.io/api/datasets/fashion_mnist/
 */
export const fashionMnist = idxDataset({
  name: 'fashion-mnist',
  loader: 'fashionMnist.load',
  classNames: [
    'T-shirt/top',
    'Trouser',
    'Pullover',
    'Dress',
    'Coat',
    'Sandal',
    'Shirt',
    'Sneaker',
    'Bag',
    'Ankle boot',
  ],
  remote: fashionMnistFiles,
})
