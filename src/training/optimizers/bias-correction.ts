const f32 = Math.fround

/** `base^step` in float32, where Keras computes it: 1 minus it keeps few digits for bases near 1. */
export const power = (base: number, step: number): number => f32(f32(base) ** step)

/** `1 - base^step` in float32. */
export const correction = (base: number, step: number): number => f32(1 - power(base, step))

/** `1 - share` in float32, for optimizers in which Keras takes the share in float32 first. */
export const rest = (share: number): number => f32(1 - f32(share))
