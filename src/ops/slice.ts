/** A part of an axis, as `start:stop:step` in Python; null where Python leaves it out. */
export class Slice {
  constructor(
    readonly start: number | null = null,
    readonly stop: number | null = null,
    readonly step: number | null = null,
  ) {}
}

/**
 * A part of an axis for `getItem`: `slice(1, 3)` is `1:3` in Python, `slice()` is `:`, `slice(-1)` is `-1:`.
 *
 * @param start first position; negative ones count from the end. Default: the beginning
 * @param stop the position before which it ends. Default: the end
 * @param step default 1
 * @example const last = ops.getItem(x, [ops.slice(), ops.slice(-1)])
 */
export const slice = (start?: number | null, stop?: number | null, step?: number | null): Slice =>
  new Slice(start ?? null, stop ?? null, step ?? null)

/** All axes that are not spoken of, as `...` in Python. */
export const ellipsis: unique symbol = Symbol('ellipsis')
