import { sha256 } from '../../src/support/crypto.js'

/** The characters of a key. */
export const keyLength = 12

/** What tells a sample by its content: 72 bits of its SHA-256, so that no two of a billion have the same by chance. */
export const keyOf = (content: string | Uint8Array): string =>
  sha256().update(content).digest('base64url').slice(0, keyLength)
