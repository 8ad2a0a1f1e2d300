import { tf } from '../../engine/index.js'
import { unknownName } from '../../support/names.js'
import type { Config } from '../../support/registry.js'
import { type Draw, RandomImageLayer, type RandomImageOptions } from './random-image-layer.js'

/** What lies outside of an image: its mirror image, one value, its edge, or its other side. */
export type FillMode = 'reflect' | 'constant' | 'nearest' | 'wrap'

export interface RandomAffineOptions extends RandomImageOptions {
  /** Default `reflect`. */
  fillMode?: FillMode
  /** `bilinear` (default) or `nearest`. */
  interpolation?: 'bilinear' | 'nearest'
  /** For the fill mode `constant`. Default 0. */
  fillValue?: number
}

const fillModes: readonly FillMode[] = ['reflect', 'constant', 'nearest', 'wrap']
const interpolations = ['bilinear', 'nearest'] as const

/** The base of layers that turn, zoom and shift images. */
export abstract class RandomAffineLayer extends RandomImageLayer {
  static override readonly floatSettings: readonly string[] = ['fill_value']
  readonly fillMode: FillMode
  readonly interpolation: 'bilinear' | 'nearest'
  readonly fillValue: number

  constructor(options: RandomAffineOptions = {}) {
    super(options)
    const { fillMode = 'reflect', interpolation = 'bilinear', fillValue = 0 } = options
    if (!fillModes.includes(fillMode)) throw unknownName('fill mode', String(fillMode), fillModes)
    if (!interpolations.includes(interpolation)) {
      throw unknownName('interpolation', String(interpolation), interpolations)
    }
    this.fillMode = fillMode
    this.interpolation = interpolation
    this.fillValue = fillValue
  }

  /** Eight numbers for each image, as `tf.image.transform` takes them. */
  protected abstract matrices(draw: Draw, height: number, width: number): tf.Tensor2D

  protected override augment(images: tf.Tensor4D, draw: Draw): tf.Tensor4D {
    const [, height, width] = images.shape
    const { interpolation, fillMode, fillValue } = this
    return tf.image.transform(images, this.matrices(draw, height, width), interpolation, fillMode, fillValue)
  }

  override getConfig(): Config {
    return {
      ...super.getConfig(),
      fill_mode: this.fillMode,
      interpolation: this.interpolation,
      fill_value: this.fillValue,
    }
  }
}
