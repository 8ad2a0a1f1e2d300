import { readFileSync } from 'node:fs'

/** The version of this package. */
export const version: string = readVersion()

// the manifest is two folders up from the sources, and three from their compiled form in dist
function readVersion(): string {
  const place = import.meta.url.endsWith('.ts') ? '../../package.json' : '../../../package.json'
  const manifest = readFileSync(new URL(place, import.meta.url), 'utf8')
  return (JSON.parse(manifest) as { version: string }).version
}
