/**
 * A thread that reads ordinary JPEGs from beginning to end, so that an image stays in the cache of one core. What it
 * cannot read it leaves to the thread that asked, which finds out why. Where libjpeg-turbo is not there it ends.
 */
import { readFileSync } from 'node:fs'
import { parentPort } from 'node:worker_threads'
import { jpegDecoder } from '../jpeg/decode-jpeg.js'
import { roomInKernel } from '../kernel.js'
import { longestSide, shapeImage } from '../shape-image.js'
import type { JobOptions, Jobs } from './jobs.js'

const decode = await jpegDecoder()

function read(file: string, options: JobOptions, room: Float32Array): boolean {
  const { size, orient = true } = options
  try {
    const image = decode!(readFileSync(file), roomInKernel, {
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
