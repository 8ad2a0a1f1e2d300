import { access, constants } from 'node:fs/promises'
import { dirname } from 'node:path'
import { currentEngine } from '../../engine/index.js'
import { cacheFolder } from '../../support/cache-folder.js'
import { formatBytes } from '../../support/format.js'
import { describeEngine } from '../engines/command.js'
import { type EngineReport, lookAtEngines, reasonOf } from '../engines/look.js'
import { version } from '../version.js'
import { type FoundData, foundData, isFolder } from './data.js'
import { lookAtMachine, type Machine } from './machine.js'

/** One thing that was looked at. */
export interface Finding {
  name: string
  /** `fault`: Keratin cannot do its work; `absent`: something optional is not there. */
  state: 'ok' | 'absent' | 'fault'
  detail: string
}

export interface Diagnosis {
  keratin: string
  node: string
  platform: string
  /** Cores that this process may run on. */
  cores: number
  memory: number
  /** The engine that is used unless another is asked for. */
  engine: string
  machine: Machine
  engines: readonly EngineReport[]
  data: readonly FoundData[]
  findings: readonly Finding[]
}

/**
 * Looks at what Keratin needs: Node.js, processor and memory, engines, decoding of images, data, the cache; each engine
 * trains a tiny network.
 *
 * @param root the data root that the environment names
 */
export async function diagnose(root: string | undefined): Promise<Diagnosis> {
  const machine = await lookAtMachine()
  const engines = await lookAtEngines(true)
  const data = await foundData(root)
  const findings = [
    nodeVersion(),
    processor(machine),
    memoryOf(machine),
    ...engines.map(engineFinding),
    await sharpWorks(),
    await jpegWorks(),
    await dataFound(root, data),
    await cacheWritable(),
  ]
  return {
    keratin: version,
    node: process.versions.node,
    platform: `${process.platform}-${process.arch}`,
    cores: machine.usable,
    memory: machine.memory.total,
    engine: currentEngine(),
    ...{ machine, engines, data, findings },
  }
}

function nodeVersion(): Finding {
  const [major, minor] = process.versions.node.split('.').map(Number) as [number, number]
  const fits = major > 20 || (major === 20 && minor >= 19)
  const detail = fits ? process.versions.node : `${process.versions.node}; 20.19 or later is needed`
  return { name: 'node', state: fits ? 'ok' : 'fault', detail }
}

function processor({ cpu, cores, usable, quota, simd, sharedMemory }: Machine): Finding {
  const parts = [
    cpu,
    usable < cores ? `${usable} of ${cores} cores` : `${cores} cores`,
    ...(quota === null ? [] : [`time of ${quota} cores`]),
    simd ? 'SIMD' : 'no SIMD, which the embedded engine needs',
    sharedMemory ? 'threads' : 'no shared memory, so one thread',
  ]
  return { name: 'processor', state: simd ? 'ok' : 'fault', detail: parts.join(', ') }
}

function memoryOf({ memory: { total, free, limit } }: Machine): Finding {
  const limited = limit === null ? '' : `, limited to ${formatBytes(limit)}`
  return { name: 'memory', state: 'ok', detail: `${formatBytes(total)}, ${formatBytes(free)} free${limited}` }
}

function engineFinding(engine: EngineReport): Finding {
  const { name, state, reason, training } = engine
  const took = training && `a tiny training in ${training.milliseconds.toFixed(1)} ms`
  const detail = state === 'ok' ? [describeEngine(engine), took].filter(Boolean).join(', ') : reason!
  return { name: `engine ${name}`, state, detail }
}

async function sharpWorks(): Promise<Finding> {
  try {
    const { default: sharp } = await import('sharp')
    const formats = Object.values(sharp.format)
      .filter((f) => f.input.file)
      .map((f) => f.id)
    return { name: 'sharp', state: 'ok', detail: `${sharp.versions.sharp}, reads ${formats.join(', ')}` }
  } catch (error) {
    return { name: 'sharp', state: 'fault', detail: `images cannot be read: ${reasonOf(error)}` }
  }
}

async function jpegWorks(): Promise<Finding> {
  try {
    await import('@julusian/jpeg-turbo')
    return { name: 'jpeg-turbo', state: 'ok', detail: 'ordinary JPEGs are decoded as TensorFlow does' }
  } catch (error) {
    const detail = `sharp decodes JPEGs, slower and with slightly other pixels: ${reasonOf(error)}`
    return { name: 'jpeg-turbo', state: 'absent', detail }
  }
}

async function dataFound(root: string | undefined, data: readonly FoundData[]): Promise<Finding> {
  if (root && !(await isFolder(root)))
    return { name: 'data', state: 'fault', detail: `KERATIN_DATA is no folder: ${root}` }
  const places = data.map(({ name, place }) => `${name} (${place})`)
  const detail =
    places.length > 0 ? places.join(', ') : 'none yet: data sets are downloaded when they are used'
  return { name: 'data', state: places.length > 0 ? 'ok' : 'absent', detail }
}

/** Looks without making anything: at the folder, or at the nearest one above it that is there. */
async function cacheWritable(): Promise<Finding> {
  const folder = cacheFolder('')
  let place = folder
  while (!(await exists(place)) && dirname(place) !== place) place = dirname(place)
  try {
    await access(place, constants.W_OK)
    return { name: 'cache', state: 'ok', detail: folder }
  } catch (error) {
    return { name: 'cache', state: 'absent', detail: `${folder} cannot be written: ${reasonOf(error)}` }
  }
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )
