/** A part of an axis, as `start:stop:step` in Python; null where Python leaves it out. */
export class Slice {
  constructor(
    readonly start: number | null = null,
    readonly stop: number | null = null,
    readonly step: number | null = null,
  ) {}
}

/** All axes that are not spoken of, as `...` in Python. */
export const ellipsis: unique symbol = Symbol('ellipsis')
