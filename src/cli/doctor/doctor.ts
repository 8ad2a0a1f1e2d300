import { access, constants } from 'node:fs/promises'
import { availableParallelism, totalmem } from 'node:os'
import { dirname } from 'node:path'
import { currentEngine, engineInfo, engineNames, setEngine, tf } from '../../engine/index.js'
import { cacheFolder } from '../../support/cache-folder.js'
import { version } from '../version.js'

/** One thing that was looked at. */
interface Finding {
  name: string
  /** `fault`: Keratin cannot do its work; `absent`: something optional is not there. */
  state: 'ok' | 'absent' | 'fault'
  detail: string
}

export interface Diagnosis {
  keratin: string
  node: string
  platform: string
  cores: number
  memory: number
  /** The engine that is used unless another is asked for. */
  engine: string
  findings: Finding[]
}

/** Looks at what Keratin needs: Node.js, engines, image decoding, the cache. */
export async function diagnose(): Promise<Diagnosis> {
  const engine = currentEngine()
  const findings = [nodeVersion(), ...(await engines(engine)), await sharpWorks(), await cacheWritable()]
  return {
    keratin: version,
    node: process.versions.node,
    platform: `${process.platform}-${process.arch}`,
    cores: availableParallelism(),
    memory: totalmem(),
    engine,
    findings,
  }
}

function nodeVersion(): Finding {
  const [major, minor] = process.versions.node.split('.').map(Number) as [number, number]
  const fits = major > 20 || (major === 20 && minor >= 19)
  const detail = fits ? process.versions.node : `${process.versions.node}; 20.19 or later is needed`
  return { name: 'node', state: fits ? 'ok' : 'fault', detail }
}

async function engines(inUse: ReturnType<typeof currentEngine>): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const name of engineNames) {
    try {
      await setEngine(name)
      const began = performance.now()
      const value = tf.tidy(
        () =>
          tf
            .matMul(tf.ones([64, 64]), tf.ones([64, 64]))
            .sum()
            .dataSync()[0],
      )
      const took = `${(performance.now() - began).toFixed(1)} ms`
      const { threads, forwardedKernels } = engineInfo()
      const parts = [
        threads && `${threads} thread${threads > 1 ? 's' : ''}`,
        forwardedKernels.length > 0 && `${forwardedKernels.length} kernels by cpu`,
        took,
      ]
      const right = value === 64 ** 3
      const detail = right
        ? parts.filter(Boolean).join(', ')
        : `computes wrongly: ${value} instead of ${64 ** 3}`
      findings.push({ name: `engine ${name}`, state: right ? 'ok' : 'fault', detail })
    } catch (error) {
      const state = name === 'tensorflow' ? 'absent' : 'fault'
      findings.push({ name: `engine ${name}`, state, detail: engineInfo().absent[name] ?? reasonOf(error) })
    }
  }
  await setEngine(inUse)
  return findings
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

const reasonOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error))
    .trim()
    .replace(/\s*\n\s*/g, ' ')
    .slice(0, 300)
