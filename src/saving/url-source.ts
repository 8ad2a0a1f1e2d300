import { KeratinError } from '../support/errors.js'
import { fileKinds, limits } from '../support/limits.js'
import type { Source } from './source-type.js'

/** A file at an https address. What lies beside it is asked for relative to it. */
export function openUrl(address: string): Source {
  const url = parsed(address)
  let bytes: Promise<Uint8Array> | undefined
  return {
    path: address,
    // an address that ends in a slash is a folder
    name: url.pathname.split('/').at(-1)!,
    bytes: () => {
      bytes ??= download(url)
      return bytes
    },
    beside: async (name) => {
      const next = new URL(name.split('/').map(encodeURIComponent).join('/'), url)
      next.search = url.search
      const source = openUrl(next.href)
      try {
        await source.bytes()
        return source
      } catch (error) {
        if (error instanceof KeratinError && error.code === 'FILE_NOT_FOUND') return undefined
        throw error
      }
    },
  }
}

/** Only this machine may do without https. */
const isSafe = ({ protocol, hostname }: URL): boolean =>
  protocol === 'https:' || /^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname)

function parsed(address: string): URL {
  try {
    const url = new URL(address)
    if (isSafe(url)) return url
  } catch {}
  throw new KeratinError('ARGUMENT', `Cannot load ${address}: it is not an https address.`, {
    hint: 'Without https anybody on the way could change the model.',
  })
}

async function download(url: URL): Promise<Uint8Array> {
  const failed = (reason: string, cause?: unknown) =>
    new KeratinError('DOWNLOAD', `Cannot load ${url.href}: ${reason}.`, {
      hint: 'Check the address and the connection.',
      cause,
    })
  const ended = new AbortController()
  let timer: NodeJS.Timeout | undefined
  const wait = () => {
    clearTimeout(timer)
    timer = setTimeout(() => ended.abort(), limits.downloadMilliseconds)
  }
  try {
    wait()
    const response = await fetch(url, { signal: ended.signal })
    if (!isSafe(new URL(response.url))) throw failed('it leads to an address without https')
    if (response.status === 404)
      throw new KeratinError('FILE_NOT_FOUND', `Cannot load ${url.href}: there is no such file (404).`)
    if (!response.ok) throw failed(`the server answered ${response.status}`)
    const pieces: Uint8Array[] = []
    let size = 0
    for await (const piece of response.body ?? []) {
      wait()
      size += piece.length
      if (size > fileKinds.model.bytes) throw failed('it is too large')
      pieces.push(piece)
    }
    return Buffer.concat(pieces, size)
  } catch (error) {
    if (error instanceof KeratinError) throw error
    if (ended.signal.aborted) throw failed('the server does not answer in time', error)
    const { message, cause } = error as Error
    throw failed(cause instanceof Error ? cause.message : message, error)
  } finally {
    clearTimeout(timer)
  }
}
