import { Model, tf, Variable } from 'keratin'

interface Configured {
  getConfig(): object
}

function configOf(made: Configured): unknown {
  try {
    return made.getConfig()
  } catch (error) {
    return (error as Error).message
  }
}

/** What can be seen of an object from outside, its configuration and its properties, as text. */
export function seen(made: unknown): string {
  const known = new Set<unknown>()
  const plain = (value: unknown, depth: number): unknown => {
    if (value instanceof tf.Tensor)
      return { shape: value.shape, dtype: value.dtype, data: plain([...value.dataSync()], depth) }
    const isObject = value !== null && (typeof value === 'object' || typeof value === 'function')
    if (!isObject) return Number.isNaN(value) || typeof value === 'bigint' ? `${value}` : (value ?? null)
    if (value instanceof Map || value instanceof Set) return plain([...value], depth)
    if (Array.isArray(value) || ArrayBuffer.isView(value))
      return [...(value as unknown[])].map((v) => plain(v, depth + 1))
    if (depth > 6 || known.has(value)) return '...'
    known.add(value)
    const parts: Record<string, unknown> = typeof value === 'function' ? { function: `${value}` } : {}
    for (const name of Object.keys(value)) parts[name] = plain((value as never)[name], depth + 1)
    if (value instanceof Variable) parts.value = plain(value.read(), depth)
    if (value instanceof Model) parts.shapes = [value.inputShapes, value.outputShapes]
    if ('trainable' in value) parts.trainable = value.trainable
    if ('getConfig' in value && depth < 4) parts.config = plain(configOf(value as Configured), depth + 1)
    return parts
  }
  return JSON.stringify(plain(made, 0))
}
