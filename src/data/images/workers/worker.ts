/**
 * A thread that reads ordinary JPEGs from beginning to end, so that an image stays in the cache of one core. What it
 * cannot read it leaves to the thread that asked, which finds out why. Where libjpeg-turbo is not there it ends.
 */
import { parentPort } from 'node:worker_threads'
import { readFileSyncInto } from '../../../support/read-file.js'
import { jpegDecoder } from '../jpeg/decode-jpeg.js'
import { roomInKernel } from '../kernel.js'
import { longestSide, shapeImage } from '../shape-image.js'
import type { JobOptions, Jobs } from './jobs.js'

const decode = await jpegDecoder()

/** Files are read into the same memory, one after another: what is asked for anew is collected late. */
let bytes = Buffer.allocUnsafeSlow(1 << 18)

function roomFor(size: number): Buffer {
  if (size > bytes.length) bytes = Buffer.allocUnsafeSlow(2 * size)
  return bytes
}

function read(file: string, options: JobOptions, room: Float32Array): boolean {
  const { size, orient = true } = options
  try {
    const image = decode!(readFileSyncInto(file, 'image', roomFor), roomInKernel, {
      longestSide: longestSide(size, options)!,
      orient,
    })
    if (image) shapeImage(image, size, options, room)
    return image !== undefined
  } catch {
    return false
  }
}

if (decode) {
  parentPort!.on('message', ({ options, files, rooms }: Jobs) => {
    parentPort!.postMessage(files.map((file, i) => read(file, options, rooms[i]!)))
  })
}
