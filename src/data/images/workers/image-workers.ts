import { availableParallelism } from 'node:os'
import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import { findPackageFile } from '../../../support/package-file.js'
import type { JobOptions, Jobs } from './jobs.js'

interface Job {
  file: string
  options: JobOptions
  room: Float32Array
  done: (isRead: boolean) => void
}

interface Helper {
  worker: Worker
  /** What it was told to do and has not answered, the oldest first. */
  underWay: Job[][]
  /** Images of these. */
  load: number
}

const workerOptions = {
  // without options for the process, which may be those of a loader or a profile
  execArgv: [],
  // what one image leaves behind is collected soon, rather than kept until there is much of it
  resourceLimits: { maxYoungGenerationSizeMb: 4 },
}

/** Images in a message: fewer cost time, with more the last worker is alone at the end. */
const most = 8

/**
 * Threads that read ordinary JPEGs, as many as there are cores. They start with the first image, do not keep the
 * process alive while there is nothing to do, and end after a while without work.
 */
export class ImageWorkers {
  #helpers: Helper[] = []
  #waiting: Job[] = []
  #underWay = 0
  #isUsable = true
  #idle: NodeJS.Timeout | undefined

  /** @param idleTime milliseconds without work after which threads end. Default 10 seconds */
  constructor(
    readonly url: URL,
    readonly idleTime = 10_000,
  ) {}

  /**
   * Reads an image into a room in shared memory.
   *
   * @returns whether it was read; otherwise it is no ordinary JPEG or damaged, and the room holds anything
   */
  read(file: string, options: JobOptions, room: Float32Array): Promise<boolean> {
    if (!this.#isUsable) return Promise.resolve(false)
    return new Promise((done) => {
      // images asked for one after another go together
      if (this.#waiting.push({ file, options, room, done }) === 1) setImmediate(() => this.#send())
    })
  }

  #send(): void {
    const jobs = this.#waiting
    this.#waiting = []
    if (this.#helpers.length === 0) this.#start()
    if (this.#underWay === 0) {
      clearTimeout(this.#idle)
      for (const { worker } of this.#helpers) worker.ref()
    }
    const length = Math.min(most, Math.ceil(jobs.length / Math.max(1, this.#helpers.length)))
    for (let from = 0; from < jobs.length; ) {
      const { options } = jobs[from]!
      const end = jobs.findIndex((job, i) => i >= from + length || (i > from && job.options !== options))
      const part = jobs.slice(from, end < 0 ? jobs.length : end)
      this.#give(part, options)
      from += part.length
    }
  }

  #give(jobs: Job[], options: JobOptions): void {
    const [first, ...others] = this.#helpers
    if (!first) {
      answer(jobs)
      return
    }
    const helper = others.reduce((best, other) => (other.load < best.load ? other : best), first)
    helper.underWay.push(jobs)
    helper.load += jobs.length
    this.#underWay += jobs.length
    const message: Jobs = {
      options,
      files: jobs.map(({ file }) => file),
      rooms: jobs.map(({ room }) => room),
    }
    helper.worker.postMessage(message)
  }

  #take(helper: Helper, isRead: readonly boolean[] = []): void {
    const jobs = helper.underWay.shift()!
    helper.load -= jobs.length
    this.#underWay -= jobs.length
    if (this.#underWay === 0) this.#rest()
    answer(jobs, isRead)
  }

  #rest(): void {
    for (const { worker } of this.#helpers) worker.unref()
    this.#idle = setTimeout(() => this.#end(), this.idleTime).unref()
  }

  #start(): void {
    if (!this.#isUsable) return
    try {
      this.#helpers = Array.from({ length: Math.min(availableParallelism(), 16) }, () => this.#helper())
    } catch {
      this.#isUsable = false
    }
  }

  #helper(): Helper {
    const helper: Helper = { worker: new Worker(this.url, workerOptions), underWay: [], load: 0 }
    helper.worker.on('message', (isRead: boolean[]) => this.#take(helper, isRead))
    // what went wrong will be seen again by whoever reads instead
    helper.worker.on('error', () => {})
    helper.worker.on('exit', () => this.#lose(helper))
    return helper
  }

  /** One that ends by itself cannot work here, and others could not. */
  #lose(helper: Helper): void {
    if (!this.#helpers.includes(helper)) return
    this.#isUsable = false
    this.#helpers = this.#helpers.filter((other) => other !== helper)
    while (helper.underWay.length > 0) this.#take(helper)
  }

  #end(): void {
    const helpers = this.#helpers
    this.#helpers = []
    for (const { worker } of helpers) void worker.terminate()
  }
}

function answer(jobs: readonly Job[], isRead: readonly boolean[] = []): void {
  for (const [i, { done }] of jobs.entries()) done(isRead[i] ?? false)
}

let workers: ImageWorkers | undefined

/**
 * The workers of this process; undefined where there can be none: on a single core, without shared memory, or where
 * the file of the worker is not there, as in sources that are not built.
 */
export function imageWorkers(): ImageWorkers | undefined {
  if (!workers && availableParallelism() > 1 && typeof SharedArrayBuffer === 'function') {
    const file = findPackageFile('worker.js', 'data/images/workers')
    if (file) workers = new ImageWorkers(pathToFileURL(file))
  }
  return workers
}
