import type { tf } from './tf.js'

const { fround, trunc } = Math

/** A coordinate taken into [0, length - 1], but for `constant`: as in wasm/assembly/transform.ts. */
function mapped(x: number, length: number, mode: string): number {
  const last = length - 1
  if (mode === 'constant' || (x >= 0 && x <= last)) return x
  if (mode === 'nearest') return x < 0 ? 0 : last
  if (length <= 1) return 0
  let inside = x
  if (mode === 'reflect') {
    const twice = 2 * length
    if (x < 0) {
      inside = fround(twice * trunc(-x / twice) + x)
      inside = inside < -length ? inside + twice : -inside - 1
    } else {
      inside = fround(x - twice * trunc(x / twice))
      if (inside >= length) inside = twice - inside - 1
    }
  } else if (x < 0) inside = fround(x + length * (trunc(-x / last) + 1))
  else inside = fround(x - length * trunc(x / last))
  return Math.max(0, Math.min(last, fround(inside)))
}

/** (p x + q y + r) / k in 32 bits, in the order of TensorFlow. */
const place = (p: number, x: number, q: number, y: number, r: number, k: number): number =>
  fround(fround(fround(fround(p * x) + fround(q * y)) + r) / k)

/** The nearest whole number; halves go away from zero. */
const rounded = (x: number): number => (x < 0 ? -Math.floor(0.5 - x) : Math.floor(x + 0.5))

/** Projective transformation of images; the kernel that ships with the backend transforms the first of them only. */
export const cpuTransform: tf.KernelFunc = ({ inputs, attrs, backend }) => {
  const { image, transforms } = inputs as Record<'image' | 'transforms', tf.TensorInfo>
  const [count, height, width, channels] = image.shape as [number, number, number, number]
  const { interpolation, fillMode, fillValue, outputShape } = attrs as unknown as {
    interpolation: string
    fillMode: string
    fillValue: number
    outputShape?: [number, number]
  }
  const [outHeight, outWidth] = outputShape ?? [height, width]
  const cpu = backend as unknown as {
    readSync(dataId: object): Float32Array
    makeTensorInfo(shape: number[], dtype: tf.DataType, values: Float32Array): tf.TensorInfo
  }
  const [pixels, matrices] = [cpu.readSync(image.dataId), cpu.readSync(transforms.dataId)]
  const out = new Float32Array(count * outHeight * outWidth * channels).fill(fillValue)
  for (let n = 0, o = 0; n < count; n++) {
    const m = matrices.subarray(transforms.shape[0] === 1 ? 0 : 8 * n)
    const at = (x: number, y: number, c: number): number => {
      if (x < 0 || y < 0 || x >= width || y >= height) return fillValue
      return pixels[((n * height + y) * width + x) * channels + c]!
    }
    for (let oy = 0; oy < outHeight; oy++) {
      for (let ox = 0; ox < outWidth; ox++, o += channels) {
        const k = fround(fround(fround(m[6]! * ox) + fround(m[7]! * oy)) + 1)
        if (k === 0) continue
        const x = mapped(place(m[0]!, ox, m[1]!, oy, m[2]!, k), width, fillMode)
        const y = mapped(place(m[3]!, ox, m[4]!, oy, m[5]!, k), height, fillMode)
        const [x0, y0] = [Math.floor(x), Math.floor(y)]
        const [right, lower] = [x - x0, y - y0]
        for (let c = 0; c < channels; c++) {
          if (interpolation === 'nearest') out[o + c] = at(rounded(x), rounded(y), c)
          else {
            const top = (1 - right) * at(x0, y0, c) + right * at(x0 + 1, y0, c)
            const bottom = (1 - right) * at(x0, y0 + 1, c) + right * at(x0 + 1, y0 + 1, c)
            out[o + c] = (1 - lower) * top + lower * bottom
          }
        }
      }
    }
  }
  return cpu.makeTensorInfo([count, outHeight, outWidth, channels], 'float32', out)
}
