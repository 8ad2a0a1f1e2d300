import type { Runners } from './runners.js'
import { type Work, Worker } from './worker.js'

/** Samples per second of each round, by who was measured. */
export type Rates = Record<string, number[]>

export interface Measured {
  /** For each kind of work. */
  rates: Partial<Record<Work, Rates>>
  /** The same beside a busy process, if asked for. */
  busy?: Partial<Record<Work, Rates>>
  /** Whose process ended, and what it said last. */
  failed: Record<string, string>
}

export interface Plan {
  works: readonly Work[]
  rounds: number
  /** Of each measurement, at least; three times as long before the first, as engines go on compiling for seconds. */
  seconds: number
  /** Starts a process that keeps a core busy; returns what ends it. Undefined: only the quiet rates are measured. */
  makeBusy?: (() => () => void) | undefined
}

/** Epochs, at least, before the first measurement. */
const WARMING = 4

/** Measures one model: all have it in memory and work in turn, so that what else the machine does falls on all. */
export async function measure(model: string, { runners }: Runners, plan: Plan): Promise<Measured> {
  const failed: Record<string, string> = {}
  const workers = new Map<string, Worker>()
  const drop = (name: string, error: unknown) => {
    failed[name] = (error as Error).message
    workers.get(name)?.stop()
    workers.delete(name)
  }
  const each = async (ask: (worker: Worker, name: string) => Promise<unknown>) => {
    for (const [name, worker] of [...workers]) {
      try {
        await ask(worker, name)
      } catch (error) {
        drop(name, error)
      }
    }
  }
  const round = async (rates: Partial<Record<Work, Rates>>) => {
    for (const work of plan.works) {
      rates[work] ??= {}
      const of = rates[work]
      await each(async (worker, name) => {
        of[name] ??= []
        of[name].push(await worker.rate(work, work === 'train' ? plan.seconds : plan.seconds / 2))
      })
    }
  }
  try {
    for (const [name, runner] of Object.entries(runners)) {
      const start = runner(model)
      if (start) workers.set(name, new Worker(start))
    }
    await each((worker) => worker.said())
    // in several turns: one epoch of a large network takes longer than all of them, and engines get ready over some steps
    for (const work of plan.works)
      for (let turn = 0; turn < WARMING; turn++)
        await each((worker) => worker.rate(work, (3 * plan.seconds) / WARMING))
    const rates = {}
    for (let i = 0; i < plan.rounds; i++) await round(rates)
    if (!plan.makeBusy) return { rates, failed }
    const busy = {}
    const quieten = plan.makeBusy()
    // who measures how many threads are worth having needs a moment
    await each((worker) => worker.rate(plan.works[0]!, plan.seconds))
    for (let i = 0; i < plan.rounds; i++) await round(busy)
    quieten()
    return { rates, busy, failed }
  } finally {
    for (const worker of workers.values()) worker.stop()
  }
}
