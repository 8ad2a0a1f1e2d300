import { pathToFileURL } from 'node:url'

/** Endings of programs that a configuration may be. */
export const isProgram = (path: string): boolean => /\.([cm]?js|[cm]?ts)$/.test(path)

/**
 * What a program exports as its default. It is run.
 *
 * @throws Error with the reason
 */
export async function importConfig(path: string): Promise<unknown> {
  try {
    const { default: config } = (await import(pathToFileURL(path).href)) as { default?: unknown }
    return config
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ERR_UNKNOWN_FILE_EXTENSION') throw cause
    throw new Error(`Node ${process.versions.node} does not run TypeScript; 22.18 and later do`, { cause })
  }
}
