/** Whether a value read from a file says how image files become input. */
export function isFilePreparation({ kind, shape, rescale, offset, crop }: Record<string, unknown>): boolean {
  if (kind === 'digit') return isSampleShape(shape)
  const isShift = offset === undefined || typeof offset === 'number'
  const isCut = crop === undefined || typeof crop === 'boolean'
  return (
    kind === 'image' &&
    isSampleShape(shape) &&
    shape.length === 3 &&
    typeof rescale === 'number' &&
    isShift &&
    isCut
  )
}

/** Whether a value is the shape of one sample. */
export const isSampleShape = (shape: unknown): shape is number[] =>
  Array.isArray(shape) && shape.every((d) => Number.isInteger(d) && d > 0)
