import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads'
import { KeratinError } from '../../support/errors.js'
import { limits } from '../../support/limits.js'
import { programOf } from '../../support/program-of.js'
import { broken } from '../broken.js'
import { libraryFile } from './library-file.js'
import { type Hdf5Answer, type Hdf5Question, type Numbered, serve } from './serve.js'

/** Asks the thread that reads HDF5 and waits for its answer. */
export interface Hdf5Reader {
  /** @param what what the question is about, for the error */
  ask(what: string, question: Hdf5Question): unknown
}

interface Thread {
  readonly worker: Worker
  readonly port: MessagePort
  /** Counts the answers that were given. */
  readonly bell: Int32Array
}

let idle: Thread | undefined

/**
 * Runs `body` with a thread that reads HDF5. If its answers take longer than the limit, the thread is ended: a file
 * that lies about itself makes the library hang.
 */
export async function withReader<T>(size: number, body: (reader: Hdf5Reader) => T): Promise<T> {
  const thread = idle ?? (await start())
  idle = undefined
  let left = limits.hdf5Milliseconds(size)
  let isAlive = true
  const ask = (what: string, question: Hdf5Question): unknown => {
    if (!isAlive) throw timeIsUp(what)
    const spent = stopwatch()
    const answer = answerOf(thread, question, left)
    left -= spent()
    if (!answer) {
      isAlive = false
      void thread.worker.terminate()
      throw timeIsUp(what)
    }
    if ('value' in answer) return answer.value
    if (answer.isMemory) throw new KeratinError('OUT_OF_MEMORY', `${what}: ${answer.problem}`)
    throw broken(`${what}: the HDF5 library failed${reason(answer)}.`)
  }
  try {
    return body({ ask })
  } finally {
    if (isAlive && !idle) idle = thread
    else void thread.worker.terminate()
  }
}

const timeIsUp = (what: string) => broken(`${what}: the HDF5 data cannot be read in reasonable time.`)

/**
 * Milliseconds of work since it was made: no more than this process worked, as a busy machine lets nobody work, and no
 * more than have passed, as other threads of the process may work too. What hangs works all the time.
 */
function stopwatch(): () => number {
  const begun = process.cpuUsage()
  const start = performance.now()
  return () => {
    const { user, system } = process.cpuUsage(begun)
    return Math.min((user + system) / 1000, performance.now() - start)
  }
}

let asked = 0

function answerOf(
  { port, bell }: Thread,
  content: Hdf5Question,
  milliseconds: number,
): Hdf5Answer | undefined {
  const number = ++asked
  const spent = stopwatch()
  const end = performance.now() + 10 * Math.max(milliseconds, 0) + 1000
  port.postMessage({ number, content } satisfies Numbered<Hdf5Question>)
  for (;;) {
    const rung = Atomics.load(bell, 0)
    const received = receiveMessageOnPort(port) as { message: Numbered<Hdf5Answer> } | undefined
    if (received?.message.number === number) return received.message.content
    // the bell may ring before its message can be seen
    if (spent() > milliseconds || performance.now() > end) return undefined
    if (!received) Atomics.wait(bell, 0, rung, 20)
  }
}

async function start(): Promise<Thread> {
  const program = `import factory from ${JSON.stringify(libraryFile())}
import { parentPort, workerData } from 'node:worker_threads'
${programOf({ serve })}
serve(factory, workerData.port, workerData.bell).then(() => parentPort.postMessage('ready'))`
  const { port1: port, port2 } = new MessageChannel()
  const bell = new Int32Array(new SharedArrayBuffer(4))
  const url = new URL(`data:text/javascript,${encodeURIComponent(program)}`)
  const worker = new Worker(url, {
    // without options for the process, which may be those of a loader or a profile
    execArgv: [],
    workerData: { port: port2, bell },
    transferList: [port2],
  })
  await new Promise<void>((started, failed) => {
    worker.once('message', started)
    worker.once('error', failed)
  }).catch((cause) => {
    throw new KeratinError('INTERNAL', 'The thread that reads HDF5 cannot be started.', { cause })
  })
  worker.unref()
  port.unref()
  return { worker, port, bell }
}

/** The innermost of the library's lines: `#005: .../H5Fsuper.c line 388 in H5F__super_read(): signature not found`. */
function reason({ problem, complaints }: Extract<Hdf5Answer, { problem: string }>): string {
  const last = complaints.findLast((line) => /^\s*#\d+:/.test(line))
  const text = last?.replace(/^.*?\(\): /, '') || problem
  return text ? ` (${text.slice(0, 120).replace(/\.$/, '')})` : ''
}
