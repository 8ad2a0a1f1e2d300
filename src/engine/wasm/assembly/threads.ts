import { dispatch } from './dispatch'

/** Milliseconds of a clock. */
// @ts-ignore: decorator
@external("env", "now") declare function now(): f64

/**
 * How threads share a kernel: the calling thread posts it as a job, and all threads claim its parts, one at a time, until
 * none is left. A thread that is late, or has lost its core, finds nothing left or another job; nobody waits for a part
 * that nobody has begun. The numbers of a part do not depend on who computes it.
 *
 * The words of the control block, each group in a cache line of its own:
 */
/** The number of the job and the next part of it: job << 8 | part. */
const CLAIM: usize = 0
/** The number of the job, in 32 bits: what waiting threads look at. */
const JOB: usize = 64
/** Threads that sleep until there is a job, and whether they are to end. */
const SLEEPERS: usize = 68, STOP: usize = 72
/** Parts that are done, and whether the calling thread sleeps until all are. */
const DONE: usize = 128, WAITS: usize = 132
/** The job itself, for all to read. */
const KERNEL: usize = 192, ARGS: usize = 196, PARTS: usize = 200
/** Threads that have started. */
const READY: usize = 256
/** For the calling thread alone: jobs so far, and milliseconds that it has waited for others. */
const JOBS: usize = 320, WAITED: usize = 328

/** A part that no job has. */
const NONE: i64 = 255
/** Rounds of waiting, about 0.1 ms: longer than the pauses between the kernels of a step, shorter than waking up twice. */
const AWAKE: i32 = 60_000
/**
 * Rounds that the calling thread waits awake, about 1 ms, before it leaves its core to one that has a part and no core:
 * being woken takes a tenth of that, and kernels of a millisecond whose parts end apart are what recurrent layers are of.
 */
const PATIENT: i32 = 300_000
/** Rounds of waiting that are not worth being timed, some microseconds. */
const SHORT: i32 = 1000

/** Runs a kernel whose arguments lie at `args`, shared out among threads; returns when all parts are done. */
export function share(control: usize, kernel: i32, args: usize, parts: i32): void {
  if (!ASC_FEATURE_THREADS) {
    dispatch(kernel, args, 0, 1)
    return
  }
  const job = load<i64>(control, JOBS) + 1
  store<i64>(control, job, JOBS)
  // nobody may claim while the job is written
  atomic.store<i64>(control, job << 8 | NONE, CLAIM)
  atomic.store<i32>(control, kernel, KERNEL)
  atomic.store<i32>(control, <i32>args, ARGS)
  atomic.store<i32>(control, parts, PARTS)
  atomic.store<i32>(control, 0, DONE)
  atomic.store<i64>(control, job << 8, CLAIM)
  atomic.store<i32>(control, <i32>job, JOB)
  if (atomic.load<i32>(control, SLEEPERS) > 0) atomic.notify(control + JOB, parts - 1)
  claim(control, job, kernel, args, parts)
  let rounds = 0
  let start: f64 = 0
  for (let done = atomic.load<i32>(control, DONE); done != parts; done = atomic.load<i32>(control, DONE)) {
    if (++rounds == SHORT) start = now()
    if (rounds < PATIENT) continue
    atomic.store<i32>(control, 1, WAITS)
    atomic.wait<i32>(control + DONE, done, 1_000_000)
    atomic.store<i32>(control, 0, WAITS)
  }
  if (rounds >= SHORT) store<f64>(control, load<f64>(control, WAITED) + now() - start, WAITED)
}

/** Computes parts of a job until none is left. */
function claim(control: usize, job: i64, kernel: i32, args: usize, parts: i32): void {
  for (;;) {
    const now = atomic.load<i64>(control, CLAIM), part = <i32>(now & NONE)
    if (now >> 8 != job || part >= parts) return
    if (atomic.cmpxchg<i64>(control, now, now + 1, CLAIM) != now) continue
    dispatch(kernel, args, part, parts)
    const done = atomic.add<i32>(control, 1, DONE) + 1
    if (done == parts && atomic.load<i32>(control, WAITS)) atomic.notify(control + DONE, 1)
  }
}

/** The life of another thread: it takes part in jobs until it is told to end. */
export function serve(control: usize): void {
  if (!ASC_FEATURE_THREADS) return
  let seen = atomic.load<i32>(control, JOB)
  atomic.add<i32>(control, 1, READY)
  for (;;) {
    let rounds = 0
    while (atomic.load<i32>(control, JOB) == seen) {
      if (++rounds < AWAKE) continue
      atomic.add<i32>(control, 1, SLEEPERS)
      atomic.wait<i32>(control + JOB, seen, -1)
      atomic.sub<i32>(control, 1, SLEEPERS)
      rounds = 0
    }
    if (atomic.load<i32>(control, STOP)) return
    seen = atomic.load<i32>(control, JOB)
    const job = atomic.load<i64>(control, CLAIM) >> 8
    // the next one is about to come
    if (<i32>job != seen) continue
    // what is read of the job holds if a part of it can be claimed: then it was all of one job
    claim(control, job, atomic.load<i32>(control, KERNEL), atomic.load<i32>(control, ARGS), atomic.load<i32>(control, PARTS))
  }
}

/**
 * Runs a list of kernels, each [kernel, whether it is worth sharing, number of arguments, arguments], from one address
 * to another.
 */
export function walk(control: usize, from: usize, to: usize, parts: i32): void {
  while (from < to) {
    const kernel = load<i32>(from), args = from + 12
    if (load<i32>(from, 4) && parts > 1) share(control, kernel, args, parts)
    else dispatch(kernel, args, 0, 1)
    from = args + (<usize>load<i32>(from, 8) << 2)
  }
}
