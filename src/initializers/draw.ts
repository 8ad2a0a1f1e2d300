import type { RandomStream } from '../support/random.js'

/** Fills an array with draws from a normal distribution. */
export function drawNormal(values: Float32Array, mean: number, stddev: number, stream: RandomStream): void {
  for (let i = 0; i < values.length; i++) values[i] = mean + stddev * stream.normal()
}

/** Fills an array with draws from a normal distribution cut off at two standard deviations. */
export function drawTruncatedNormal(
  values: Float32Array,
  mean: number,
  stddev: number,
  stream: RandomStream,
): void {
  for (let i = 0; i < values.length; i++) {
    let z = stream.normal()
    while (z < -2 || z > 2) z = stream.normal()
    values[i] = mean + stddev * z
  }
}

/** Fills an array with draws from the numbers between two bounds. */
export function drawUniform(values: Float32Array, low: number, high: number, stream: RandomStream): void {
  const width = high - low
  for (let i = 0; i < values.length; i++) values[i] = low + width * stream.next()
}
