import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  ConvNeXtTiny,
  EfficientNetB0,
  MobileNetV2,
  MobileNetV3Small,
  ResNet50,
} from '../../src/applications/index.js'
import { Input, Model, type SymbolicTensor, tf } from '../../src/index.js'
import { multiply } from '../../src/ops/index.js'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keratin-networks-'))
  vi.stubEnv('XDG_CACHE_HOME', folder)
})
afterEach(async () => {
  vi.unstubAllEnvs()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
  await rm(folder, { recursive: true })
})

const tiny = { weights: null, alpha: 0.35, inputShape: [32, 32, 3], classes: 3 } as const

describe('options of networks', () => {
  it('an input of another model goes in', async () => {
    const images = Input({ shape: [32, 32, 3] })
    const half = multiply(images, 0.5) as SymbolicTensor
    const model = await MobileNetV2({ ...tiny, inputTensor: half, inputShape: undefined, name: 'mine' })
    expect(model.name).toBe('mine')
    expect(model.inputs).toEqual([images])
    const plain = new Model(model.getLayer('Conv1').input as SymbolicTensor, model.outputs[0]!)
    tf.tidy(() => {
      const x = tf.randomUniform([1, 32, 32, 3])
      const inside = plain(tf.mul(x, 0.5)) as tf.Tensor
      expect(model(x) as tf.Tensor).toBeAllclose(inside)
    })
    model.dispose()
  })

  it.each([
    [{ pooling: 'mean' }, "MobileNetV2: pooling must be 'avg', 'max' or null"],
    [{ classes: 0 }, 'MobileNetV2: classes must be a positive integer'],
    [{ weights: 5 }, "MobileNetV2: weights must be 'imagenet', a file of weights, or null"],
    [{ inputTensor: 'x' }, 'MobileNetV2: inputTensor must be a symbolic tensor'],
    [{ inputShape: [31, 32, 3] }, 'MobileNetV2: inputShape must be at least 32 high and wide'],
    [{ inputShape: [32, 32] }, 'MobileNetV2: inputShape must be [height, width, channels]'],
    [{ inputShape: [null, null, 3] }, 'must be one that does not vary, for the classifier'],
    [{ include_top: false }, 'Did you mean "includeTop"?'],
    [{ weights: 'imagenet', classes: 3 }, 'classes must be 1000 with the classifier of ImageNet'],
    [
      { weights: 'imagenet', alpha: 0.4, classes: 1000, inputShape: undefined },
      'alpha must be one of 0.35, 0.5',
    ],
    [
      { weights: 'imagenet', classes: 1000, inputShape: [64, 64, 3] },
      'inputShape must be [224, 224, 3] for the classifier of ImageNet',
    ],
    [
      { weights: 'imagenet', includeTop: false, inputShape: [64, 64, 1] },
      'inputShape must be one with 3 channels for the weights of ImageNet',
    ],
    [
      { weights: 'none.h5', classifierActivation: 'sigmoid' },
      "classifierActivation must be 'softmax' or null with weights",
    ],
  ])('%o is refused', async (options, message) => {
    await expect(MobileNetV2({ ...tiny, ...(options as object) })).rejects.toThrow(message)
  })

  it('warns of channels that are unusual', async () => {
    const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    const model = await ResNet50({ weights: null, includeTop: false, inputShape: [32, 32, 4] })
    expect(write.mock.calls.flat().join('')).toContain('ResNet50 usually has 1 or 3 channels')
    model.dispose()
  })

  it('says what to do without network, and leaves nothing', async () => {
    vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    const asked: string[] = []
    vi.stubGlobal('fetch', (url: string) => {
      asked.push(url)
      return Promise.reject(new TypeError('fetch failed'))
    })
    const before = tf.memory().numTensors
    const error = (await EfficientNetB0().catch((e: unknown) => e)) as Error
    expect(error).toMatchObject({ code: 'DOWNLOAD', exitCode: 3 })
    expect(error.message).toContain(`put the file into ${join(folder, 'keratin/models')} by hand`)
    expect(error.message).toContain('{ weights: null }')
    await MobileNetV2({ alpha: 0.5, includeTop: false, inputShape: [96, 96, 3] }).catch(() => {})
    await MobileNetV3Small({ minimalistic: true, includeTop: false, inputShape: [224, 224, 3] }).catch(
      () => {},
    )
    await ConvNeXtTiny({ includeTop: false }).catch(() => {})
    expect(asked).toEqual([
      'https://storage.googleapis.com/keras-applications/efficientnetb0.h5',
      ...[
        'mobilenet_v2/mobilenet_v2_weights_tf_dim_ordering_tf_kernels_0.5_96_no_top.h5',
        'mobilenet_v3/weights_mobilenet_v3_small_minimalistic_224_1.0_float_no_top_v2.h5',
        'convnext/convnext_tiny_notop.h5',
      ].map((name) => `https://storage.googleapis.com/tensorflow/keras-applications/${name}`),
    ])
    expect(tf.memory().numTensors).toBe(before)
    expect(await readdir(folder)).toEqual([])
  })

  it('a file that does not fit is told, with nothing left behind', async () => {
    const before = tf.memory().numTensors
    const file = join(folder, 'other.h5')
    await writeFile(file, 'no weights')
    await expect(MobileNetV2({ ...tiny, weights: file })).rejects.toMatchObject({ code: 'FILE_UNREADABLE' })
    expect(tf.memory().numTensors).toBe(before)
  })
})
