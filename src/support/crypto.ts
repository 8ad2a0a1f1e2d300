/** Loaded when it is first needed: importing Keratin would take ten milliseconds longer. */
const crypto = () => process.getBuiltinModule('node:crypto')

/** What makes the SHA-256 of the bytes that it is given. */
export const sha256 = () => crypto().createHash('sha256')

/** Random bytes as hexadecimal digits, for names that nobody else has. */
export const randomHex = (bytes = 6): string => crypto().randomBytes(bytes).toString('hex')
