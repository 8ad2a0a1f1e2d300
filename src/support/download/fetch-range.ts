import { KeratinError } from '../errors.js'

export interface FetchRangeOptions {
  signal?: AbortSignal
  /** Milliseconds without a byte after which the connection is given up. Default 20000. */
  patience?: number
}

/**
 * The bytes of an address from a position on, in pieces. Yields `restart` first when the server sends the file from
 * its beginning instead.
 *
 * @throws KeratinError DOWNLOAD for an answer that is not the file; the error of `fetch` for a broken connection
 */
export async function* fetchRange(
  url: string,
  from: number,
  { signal, patience = 20_000 }: FetchRangeOptions = {},
): AsyncGenerator<Uint8Array | 'restart'> {
  const stop = new AbortController()
  const onAbort = () => stop.abort(signal?.reason)
  if (signal?.aborted) onAbort()
  signal?.addEventListener('abort', onAbort)
  const timer = setTimeout(() => stop.abort(new SilentConnection(patience)), patience)
  try {
    // identity: a server that packs on the way would break both positions and hash
    const headers = { 'accept-encoding': 'identity', ...(from > 0 && { range: `bytes=${from}-` }) }
    const response = await fetch(url, { headers, signal: stop.signal })
    if (response.status === 416 && from > 0) return // there is nothing after this position
    if (!response.ok || (response.status === 206 && !startsAt(response, from))) {
      throw new KeratinError('DOWNLOAD', `answered ${response.status} ${response.statusText}`.trim())
    }
    if (from > 0 && response.status !== 206) yield 'restart'
    if (!response.body) return
    for await (const piece of response.body) {
      timer.refresh()
      yield piece
    }
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', onAbort)
    stop.abort()
  }
}

/** Whether trying again, from where it stopped, makes sense. */
export const isTransient = (error: unknown): boolean => !(error instanceof KeratinError)

const startsAt = (response: Response, from: number): boolean =>
  (response.headers.get('content-range') ?? '').startsWith(`bytes ${from}-`)

class SilentConnection extends Error {
  constructor(patience: number) {
    super(`no answer for ${Math.round(patience / 1000)} s`)
  }
}
