import { mkdtempSync, symlinkSync, writeFileSync } from 'node:fs'
import { mkdir, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as keratin from 'keratin'
import { setRandomSeed, tf } from 'keratin'
import sharp from 'sharp'
import type { ImageFolder } from '../../../../src/data/images/folder/image-folder.js'
import type { Probe } from './probe.js'
import { inFolder, outcome, told } from './training.js'

const folder = mkdtempSync(join(tmpdir(), 'keratin-heard-'))
const file = (name: string) => join(folder, name)

/** Colours that change from pixel to pixel, and that one can see through. */
const pixels = (width: number, height: number, channels: 3 | 4) =>
  sharp(
    Uint8Array.from({ length: width * height * channels }, (_, i) => (i * 37) % 256),
    { raw: { width, height, channels } },
  )

await pixels(9, 6, 4).png().toFile(file('clear.png'))
await pixels(9, 6, 3).jpeg().withMetadata({ orientation: 6 }).toFile(file('turned.jpg'))
const whole = await pixels(64, 64, 3).jpeg({ quality: 95 }).toBuffer()
writeFileSync(file('cut.jpg'), whole.subarray(0, whole.length - 600))

const photos = file('photos')
for (const [i, name] of ['a/1', 'a/2', 'a/3', 'b/1', 'b/2'].entries()) {
  await mkdir(join(photos, name, '..'), { recursive: true })
  await pixels(8 + i, 6, 4)
    .png()
    .toFile(join(photos, `${name}.png`))
}
const bad = file('bad')
await mkdir(join(bad, 'a'), { recursive: true })
await pixels(8, 6, 4)
  .png()
  .toFile(join(bad, 'a', '1.png'))
writeFileSync(join(bad, 'a', '2.png'), 'no image')
const turned = file('turned')
await mkdir(join(turned, 'a'), { recursive: true })
writeFileSync(join(turned, 'a', '1.jpg'), await readFile(file('turned.jpg')))
const cut = file('cut')
await mkdir(join(cut, 'a'), { recursive: true })
writeFileSync(join(cut, 'a', '1.jpg'), await readFile(file('cut.jpg')))
const linked = file('linked')
await mkdir(join(linked, 'a'), { recursive: true })
await pixels(8, 6, 4)
  .png()
  .toFile(join(linked, 'a', '1.png'))
symlinkSync(join(photos, 'b'), join(linked, 'b'))

const reading = {
  ...{ colorMode: 'grayscale', interpolation: 'nearest', antialias: true, cropToAspectRatio: true },
  ...{
    padToAspectRatio: true,
    rescale: 0.5,
    background: [9, 9, 9],
    orient: false,
    allowTruncated: true,
    maxSide: 4,
  },
}

/** All that a data set of images gives, with what it says of itself. */
async function all(data: keratin.Dataset<unknown>): Promise<unknown> {
  const found: unknown[] = []
  for await (const batch of data) found.push(batch)
  const {
    filePaths = [],
    classNames,
    unreadable,
  } = data as unknown as { filePaths?: string[]; classNames?: unknown; unreadable?: unknown[] }
  return [found, filePaths.map((p) => p.replace(folder, '')), classNames, unreadable?.length]
}

async function directory(o: Record<string, unknown>): Promise<unknown> {
  setRandomSeed(3)
  const { from = photos, ...options } = o
  const made = keratin.imageDatasetFromDirectory(
    from as string,
    { imageSize: 4, shuffle: false, ...options } as never,
  ) as unknown
  const data = (await made) as keratin.Dataset<unknown> | keratin.Dataset<unknown>[]
  return Array.isArray(data) ? Promise.all(data.map(all)) : all(data)
}

/** Images, read and written. */
export const images: Record<string, Probe> = {
  loadImage: {
    see: (o) => {
      const name = o.orient !== undefined ? 'turned.jpg' : 'allowTruncated' in o ? 'cut.jpg' : 'clear.png'
      return keratin.loadImage(file(name), o)
    },
    values: { ...reading, targetSize: [3, 5] },
    beside: {
      ...Object.fromEntries(
        ['interpolation', 'antialias', 'cropToAspectRatio', 'padToAspectRatio'].map((name) => [
          name,
          { targetSize: [3, 3] },
        ]),
      ),
      orient: { orient: true },
      allowTruncated: {},
    },
  },
  imageDatasetFromDirectory: {
    see: (o) => told(() => outcome(() => directory(o))),
    values: {
      ...reading,
      ...{
        labels: null,
        labelMode: 'categorical',
        classNames: ['b', 'a'],
        batchSize: 2,
        imageSize: 5,
        shuffle: true,
        seed: 4,
      },
      ...{
        validationSplit: 0.4,
        subset: 'validation',
        limit: 2,
        followLinks: true,
        onError: 'skip',
        onSkip: () => process.stderr.write('skipped'),
      },
    },
    beside: {
      seed: { shuffle: true },
      validationSplit: { subset: 'training', validationSplit: 0.2, seed: 1 },
      subset: { subset: 'training', validationSplit: 0.2, seed: 1 },
      orient: { from: turned, orient: true },
      followLinks: { from: linked },
      allowTruncated: { from: cut },
      onError: { from: bad, onSkip: () => {} },
      onSkip: { from: bad, onError: 'skip', onSkip: () => {} },
    },
  },
  saveImage: {
    see: (o) =>
      inFolder(async (where) => {
        await keratin.saveImage(join(where, 'a.png'), tf.tensor3d([10, 20, 30, 40], [2, 2, 1]), o)
        return [...(await readFile(join(where, 'a.png')))]
      }),
    values: { scale: false, fileFormat: 'jpeg' },
  },
  verifyImages: {
    see: (o) => outcome(() => told(() => keratin.verifyImages(photos, o))),
    values: { onImage: (done: number) => process.stderr.write(`${done}`), signal: AbortSignal.abort() },
  },
  'ImageFolder.select': {
    see: async (o) => {
      const data = (await keratin.imageDatasetFromDirectory(photos, {
        imageSize: 4,
        shuffle: false,
      })) as unknown as ImageFolder<unknown>
      return all(data.select([0, 1, 2, 3], o))
    },
    values: { batchSize: 2, shuffleSeed: 7 },
  },
}
