import { minimum } from '../tile'
import { inputTile } from './tile'

/** V of the tile whose first pixel is (y0, x0): outside the image [H][W][C] there are zeros, laid out at `border`. */
export function gatherTile(
  N: i32, image: usize, H: i32, W: i32, C: i32, y0: i32, x0: i32, v: usize, ps: usize, border: usize, work: usize,
): void {
  const pixel = <usize>C << 2
  let source = image + <usize>(y0 * W + x0) * pixel, line = <usize>W * pixel
  if (y0 < 0 || x0 < 0 || y0 + N > H || x0 + N > W) {
    memory.fill(border, 0, <usize>(N * N) * pixel)
    const left = max(0, x0), right = minimum(W, x0 + N)
    for (let y = max(0, y0), bottom = minimum(H, y0 + N); y < bottom && left < right; y++) {
      const to = border + <usize>((y - y0) * N + left - x0) * pixel
      memory.copy(to, image + <usize>(y * W + left) * pixel, <usize>(right - left) * pixel)
    }
    source = border
    line = <usize>N * pixel
  }
  for (let c: usize = 0; c < pixel; c += 16) inputTile(N, source + c, line, pixel, v + c, ps, work)
}
