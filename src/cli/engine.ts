import type { EngineName } from '../engine/index.js'

/**
 * Loads the engine room.
 *
 * @param name the engine to load it with, or to switch to if another is in use; default: left as it is
 */
export async function useEngine(name?: EngineName | 'auto'): Promise<typeof import('../engine/index.js')> {
  if (name === undefined) return import('../engine/index.js')
  const before = process.env.KERATIN_ENGINE
  process.env.KERATIN_ENGINE = name
  try {
    const engine = await import('../engine/index.js')
    if (name !== 'auto' && engine.currentEngine() !== name) await engine.setEngine(name)
    return engine
  } finally {
    if (before === undefined) delete process.env.KERATIN_ENGINE
    else process.env.KERATIN_ENGINE = before
  }
}
