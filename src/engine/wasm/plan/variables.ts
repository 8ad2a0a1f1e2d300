import { tf } from '../../tf.js'

type Engine = ReturnType<typeof tf.engine>

/** What becomes of variables while a step runs. */
export class VariableChanges {
  /** Where the values lay before of those that were given others; nowhere of those that were made. */
  readonly #before = new Map<tf.Variable, object | undefined>()
  #anyGone = false
  readonly #atFirst = new Map<object, tf.Variable>()

  /** That a variable has values now. */
  note(variable: tf.Variable, before: object | undefined): void {
    if (this.#before.has(variable)) return
    this.#before.set(variable, before)
    if (before) this.#atFirst.set(before, variable)
  }

  /** That a variable is no more. */
  noteEnd(variable: tf.Variable): void {
    const isMadeWithin = this.#before.has(variable) && this.#before.get(variable) === undefined
    if (isMadeWithin) this.#before.delete(variable)
    else this.#anyGone = true
  }

  /** The variable whose values these were before. */
  variableAt(dataId: object): tf.Variable | undefined {
    const now = holders.get(dataId)
    const isHis = now && valuesOf.get(now) === dataId && !this.#before.has(now)
    return isHis ? now : this.#atFirst.get(dataId)
  }

  /** Those that have other values than before, in the order in which they came to them. */
  get assigned(): tf.Variable[] {
    return [...this.#before].flatMap(([variable, dataId]) =>
      isOpen(variable) && variable.dataId !== dataId ? [variable] : [],
    )
  }

  /** Whether the variables are those that were there before. */
  get areSame(): boolean {
    return !this.#anyGone && ![...this.#before.values()].includes(undefined)
  }
}

/** What is known of variables is kept as it changes: to walk through all of them takes longer than a small step. */
const valuesOf = new WeakMap<tf.Variable, object>()
const holders = new WeakMap<object, tf.Variable>()
const sharing = new Map<object, Set<tf.Variable>>()
const watches = new Set<VariableChanges>()
let watched: Engine | undefined

const isOpen = (variable: tf.Variable) => tf.engine().state.registeredVariables[variable.name] === variable

/** What becomes of variables while it runs. */
export function watchVariables<T>(body: (changes: VariableChanges) => T): T {
  watchEngine()
  const changes = new VariableChanges()
  watches.add(changes)
  try {
    return body(changes)
  } finally {
    watches.delete(changes)
  }
}

/** Variables that share their values with another, but for one of each: they are to get their own. */
export function variablesThatShare(): tf.Variable[] {
  watchEngine()
  return [...sharing.values()].flatMap((variables) => [...variables].slice(1))
}

/** TensorFlow.js counts a reference wherever a variable gets values. */
function watchEngine(): void {
  const engine = tf.engine()
  if (watched === engine) return
  watched = engine
  const { incRef, disposeVariable } = engine
  engine.incRef = function (this: Engine, tensor: tf.Tensor, backend: Parameters<Engine['incRef']>[1]) {
    incRef.call(this, tensor, backend)
    if (tensor instanceof tf.Variable) noteValues(tensor)
  }
  engine.disposeVariable = function (this: Engine, variable: tf.Variable) {
    disposeVariable.call(this, variable)
    noteEnd(variable)
  }
  for (const variable of Object.values(engine.state.registeredVariables)) noteValues(variable)
}

function noteValues(variable: tf.Variable): void {
  const { dataId } = variable
  const before = valuesOf.get(variable)
  for (const watch of watches) watch.note(variable, before)
  if (before) leave(variable, before)
  valuesOf.set(variable, dataId)
  const holder = holders.get(dataId)
  if (!holder || holder === variable || valuesOf.get(holder) !== dataId) holders.set(dataId, variable)
  else sharing.set(dataId, (sharing.get(dataId) ?? new Set([holder])).add(variable))
}

function noteEnd(variable: tf.Variable): void {
  for (const watch of watches) watch.noteEnd(variable)
  leave(variable, variable.dataId)
  valuesOf.delete(variable)
}

/** What is left of those that share values. */
function leave(variable: tf.Variable, dataId: object): void {
  const others = sharing.get(dataId)
  if (!others?.delete(variable)) return
  holders.set(dataId, [...others][0]!)
  if (others.size === 1) sharing.delete(dataId)
}
