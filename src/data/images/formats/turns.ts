/** Bytes of images that are decoded at a time, however many were asked for. */
const mostBytes = 1 << 27
let underWay = 0
const waiting: (() => void)[] = []

/** Decodes an image of so many bytes when it is its turn; one larger than all is decoded alone. */
export async function inTurn<T>(bytes: number, decode: () => Promise<T>): Promise<T> {
  while (underWay > 0 && underWay + bytes > mostBytes) await new Promise<void>((go) => waiting.push(go))
  underWay += bytes
  try {
    return await decode()
  } finally {
    underWay -= bytes
    // whoever has this one may be done with its memory by then
    setImmediate(() => {
      for (const go of waiting.splice(0)) go()
    })
  }
}
