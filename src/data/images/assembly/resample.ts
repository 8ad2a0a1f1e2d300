/**
 * Resamples an image: every row is narrowed (or widened) by the taps of the columns once, and rows are put together by
 * the taps of the rows. A list of taps is [first pixel of each][`count` weights of each].
 *
 * A pixel is handled as four lanes, whatever its channels: what is written too much the next pixel writes over. Callers
 * leave 16 bytes after all that is written, and finite numbers after the image, which weights of zero may touch.
 *
 * @param x the first pixel of the region; `line` bytes from row to row
 * @param held room for `rowCount + 1` narrowed rows, `room` bytes each, and their numbers behind them
 */
// @ts-ignore: decorator
@inline
function resample<T extends number>(
  x: usize, line: usize, channels: usize, columns: usize, columnCount: i32, width: i32,
  rows: usize, rowCount: i32, height: i32, y: usize, factor: f32, held: usize, room: usize,
): void {
  const slots = rowCount + 1, numbers = held + <usize>slots * room, out = <usize>width * channels << 2
  for (let s = 0; s < slots; s++) store<i32>(numbers + (<usize>s << 2), -1)
  const weights = rows + (<usize>height << 2), scale = f32x4.splat(factor)
  // where rows are hardly used twice it is faster to do without narrowed rows
  const isDirect = rowCount == 2 && columnCount == 2
  for (let r = 0; r < height; r++, y += out) {
    const first = load<i32>(rows + (<usize>r << 2)), w = weights + (<usize>(r * rowCount) << 2)
    if (isDirect && load<f32>(w, 4) != 0) {
      mixFour<T>(x + <usize>first * line, line, channels, columns, width, w, scale, y)
      continue
    }
    for (let k = 0; k < rowCount; k++) {
      const number = first + k, slot = number % slots
      if (load<i32>(numbers + (<usize>slot << 2)) == number || (k > 0 && load<f32>(w + (<usize>k << 2)) == 0)) continue
      store<i32>(numbers + (<usize>slot << 2), number)
      const from = x + <usize>number * line, to = held + <usize>slot * room
      if (columnCount == 2) narrowByTwo<T>(from, channels, columns, width, to)
      else narrow<T>(from, channels, columns, columnCount, width, to)
    }
    const a = held + <usize>(first % slots) * room, wa = v128.load32_splat(w)
    if (rowCount == 1 || (rowCount == 2 && load<f32>(w, 4) == 0)) {
      for (let c: usize = 0; c < out; c += 16) {
        v128.store(y + c, f32x4.mul(f32x4.mul(v128.load(a + c), wa), scale))
      }
      continue
    }
    const b = held + <usize>((first + 1) % slots) * room, wb = v128.load32_splat(w, 4)
    if (rowCount == 2) {
      for (let c: usize = 0; c < out; c += 16) {
        const sum = f32x4.add(f32x4.mul(v128.load(a + c), wa), f32x4.mul(v128.load(b + c), wb))
        v128.store(y + c, f32x4.mul(sum, scale))
      }
      continue
    }
    for (let c: usize = 0; c < out; c += 16) {
      let sum = f32x4.splat(0)
      for (let k = 0; k < rowCount; k++) {
        const weight = load<f32>(w + (<usize>k << 2))
        if (weight == 0) continue
        const row = held + <usize>((first + k) % slots) * room
        sum = f32x4.add(sum, f32x4.mul(v128.load(row + c), f32x4.splat(weight)))
      }
      v128.store(y + c, f32x4.mul(sum, scale))
    }
  }
}

function narrowByTwo<T extends number>(x: usize, channels: usize, columns: usize, width: i32, to: usize): void {
  const weights = columns + (<usize>width << 2), step = channels << 2
  for (let c = 0; c < width; c++, to += step) {
    const at = x + <usize>load<i32>(columns + (<usize>c << 2)) * channels * sizeof<T>(), w = weights + (<usize>c << 3)
    const a = f32x4.mul(pixel<T>(at), v128.load32_splat(w))
    v128.store(to, f32x4.add(a, f32x4.mul(pixel<T>(at + channels * sizeof<T>()), v128.load32_splat(w, 4))))
  }
}

/** A row of the result, each pixel of two by two, with the same roundings as by narrowed rows. */
// @ts-ignore: decorator
@inline
function mixFour<T extends number>(
  x: usize, line: usize, channels: usize, columns: usize, width: i32, w: usize, scale: v128, y: usize,
): void {
  const weights = columns + (<usize>width << 2), step = channels << 2, size = channels * sizeof<T>()
  const upper = v128.load32_splat(w), lower = v128.load32_splat(w, 4)
  for (let c = 0; c < width; c++, y += step) {
    const at = x + <usize>load<i32>(columns + (<usize>c << 2)) * size, v = weights + (<usize>c << 3)
    const left = v128.load32_splat(v), right = v128.load32_splat(v, 4)
    const a = f32x4.add(f32x4.mul(pixel<T>(at), left), f32x4.mul(pixel<T>(at + size), right))
    const b = f32x4.add(f32x4.mul(pixel<T>(at + line), left), f32x4.mul(pixel<T>(at + line + size), right))
    v128.store(y, f32x4.mul(f32x4.add(f32x4.mul(a, upper), f32x4.mul(b, lower)), scale))
  }
}

function narrow<T extends number>(
  x: usize, channels: usize, columns: usize, count: i32, width: i32, to: usize,
): void {
  let w = columns + (<usize>width << 2)
  const step = channels * sizeof<T>()
  for (let c = 0; c < width; c++, to += channels << 2) {
    let at = x + <usize>load<i32>(columns + (<usize>c << 2)) * step, sum = f32x4.splat(0)
    for (let k = 0; k < count; k++, at += step, w += 4) {
      sum = f32x4.add(sum, f32x4.mul(pixel<T>(at), v128.load32_splat(w)))
    }
    v128.store(to, sum)
  }
}

/** The channels of a pixel as float32, and what follows. */
// @ts-ignore: decorator
@inline
function pixel<T extends number>(at: usize): v128 {
  if (sizeof<T>() == 4) return v128.load(at)
  const words = i16x8.extend_low_i8x16_u(v128.load32_zero(at))
  return f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_u(words))
}

export function resampleBytes(
  x: usize, line: usize, channels: usize, columns: usize, columnCount: i32, width: i32,
  rows: usize, rowCount: i32, height: i32, y: usize, factor: f32, held: usize, room: usize,
): void {
  resample<u8>(x, line, channels, columns, columnCount, width, rows, rowCount, height, y, factor, held, room)
}

export function resampleFloats(
  x: usize, line: usize, channels: usize, columns: usize, columnCount: i32, width: i32,
  rows: usize, rowCount: i32, height: i32, y: usize, factor: f32, held: usize, room: usize,
): void {
  resample<f32>(x, line, channels, columns, columnCount, width, rows, rowCount, height, y, factor, held, room)
}
