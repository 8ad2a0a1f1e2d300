/** Ways to find values between pixels. */
export type Interpolation =
  | 'nearest'
  | 'bilinear'
  | 'bicubic'
  | 'area'
  | 'lanczos3'
  | 'lanczos5'
  | 'gaussian'
  | 'mitchellcubic'

export const interpolations: readonly Interpolation[] = [
  'nearest',
  'bilinear',
  'bicubic',
  'area',
  'lanczos3',
  'lanczos5',
  'gaussian',
  'mitchellcubic',
]

/** For each pixel of a line, the pixels it is made of: `count` of them from `first[i]` on, and their weights. */
export interface Taps {
  readonly count: number
  readonly first: Int32Array
  readonly weights: Float32Array
}

interface Kernel {
  radius: number
  weight(distance: number): number
}

const lanczos = (radius: number): Kernel => ({
  radius,
  weight(distance) {
    const x = Math.PI * Math.abs(distance)
    if (x > Math.PI * radius) return 0
    return x <= 1e-3 ? 1 : (radius * Math.sin(x) * Math.sin(x / radius)) / (x * x)
  },
})

const kernels: Record<Exclude<Interpolation, 'nearest' | 'area'>, Kernel> = {
  bilinear: { radius: 1, weight: (d) => Math.max(0, 1 - Math.abs(d)) },
  bicubic: {
    radius: 2,
    weight(distance) {
      const x = Math.abs(distance)
      if (x >= 2) return 0
      return x >= 1 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : (1.5 * x - 2.5) * x * x + 1
    },
  },
  lanczos3: lanczos(3),
  lanczos5: lanczos(5),
  gaussian: { radius: 1.5, weight: (d) => (Math.abs(d) >= 1.5 ? 0 : Math.exp((-d * d) / 0.5)) },
  mitchellcubic: {
    radius: 2,
    weight(distance) {
      const x = Math.abs(distance)
      if (x >= 2) return 0
      return x >= 1 ? (((-7 / 18) * x + 2) * x - 10 / 3) * x + 16 / 9 : ((7 / 6) * x - 2) * x * x + 8 / 9
    },
  },
}

/**
 * How a line of `from` pixels becomes one of `to`, as TensorFlow's `tf.image.resize` and OpenCV's `resize` do it: the
 * centres of pixels lie at halves.
 *
 * @param antialias whether kernels grow with the step when a line gets shorter; `area` averages in any case
 */
export function tapsFor(from: number, to: number, interpolation: Interpolation, antialias = false): Taps {
  const step = from / to
  if (interpolation === 'nearest') {
    return collect(to, (i) => [Math.min(from - 1, Math.floor((i + 0.5) * step)), [1]])
  }
  if (interpolation === 'area') return collect(to, (i) => covered(i * step, (i + 1) * step, from))
  const { radius, weight } = kernels[interpolation]
  const scale = antialias ? Math.max(1, step) : 1
  const isTabulated = interpolation === 'bicubic' && !antialias
  // at the rim of a kernel the last bit decides: TensorFlow computes with 32 of them
  const inverse = Math.fround(1 / Math.fround(to / from))
  return collect(to, (i) => {
    // where the centre of the pixel lies, counted in centres of pixels
    let centre = Math.fround((i + 0.5) * inverse) - 0.5
    // TensorFlow looks cubic weights up in a table of 1024 steps a pixel
    if (isTabulated) centre = Math.floor(centre) + Math.round((centre - Math.floor(centre)) * 1024) / 1024
    const first = Math.max(0, Math.ceil(centre - radius * scale))
    const last = Math.min(from - 1, Math.floor(centre + radius * scale))
    const weights = Array.from({ length: last - first + 1 }, (_, k) => weight((first + k - centre) / scale))
    return [first, weights]
  })
}

/** The pixels between two places of a line, each by the part of it that lies there. */
function covered(start: number, end: number, from: number): [first: number, weights: number[]] {
  const first = Math.floor(start)
  const last = Math.min(from - 1, Math.ceil(end - 1e-9) - 1)
  return [
    first,
    Array.from(
      { length: last - first + 1 },
      (_, k) => Math.min(end, first + k + 1) - Math.max(start, first + k),
    ),
  ]
}

/** Weights add up to one; lists are filled up with zeros to the length of the longest. */
function collect(to: number, tapsOf: (i: number) => [first: number, weights: number[]]): Taps {
  const all = Array.from({ length: to }, (_, i) => trimmed(tapsOf(i)))
  const count = all.reduce((most, [, weights]) => Math.max(most, weights.length), 1)
  const first = new Int32Array(to)
  const weights = new Float32Array(to * count)
  all.forEach(([at, values], i) => {
    const total = values.reduce((sum, w) => sum + w, 0)
    first[i] = at
    values.forEach((w, k) => {
      weights[i * count + k] = w / total
    })
  })
  return { count, first, weights }
}

/** Without zeros at the ends: where a centre is hit, its neighbours do not count. */
function trimmed([first, weights]: [first: number, weights: number[]]): [first: number, weights: number[]] {
  const start = weights.findIndex((w) => w !== 0)
  const end = weights.findLastIndex((w) => w !== 0)
  return [first + start, weights.slice(start, end + 1)]
}
