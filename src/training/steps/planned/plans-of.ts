import { PlanSet, tf, Variable } from '../../../engine/index.js'
import { watchAttributes } from '../../../support/watch.js'
import type { StepMode } from '../step-mode.js'

/** Kinds of steps and feeds that plans are kept for at a time. */
const MOST = 16

/** The plans of one owner, by the kind of step and of what it is fed. */
export class Plans {
  readonly #sets = new Map<string, PlanSet>()

  /**
   * The plans for steps of one kind; those that were not asked for longest are given up.
   *
   * @param roots what the steps depend on in JavaScript
   */
  setFor(key: string, mode: StepMode, roots: () => readonly object[]): PlanSet {
    const named = `${mode} ${key}`
    const known = this.#sets.get(named)
    if (known) {
      // the order is that of use
      this.#sets.delete(named)
      this.#sets.set(named, known)
      return known
    }
    const made = new PlanSet({
      ownCode: mode === 'always',
      watch: () => watchAttributes(roots(), isState, accessors),
    })
    this.#sets.set(named, made)
    if (this.#sets.size > MOST) this.#drop(this.#sets.entries().next().value!)
    return made
  }

  /** All of them, by kind of step. */
  get sets(): ReadonlyMap<string, PlanSet> {
    return this.#sets
  }

  dispose(): void {
    for (const entry of [...this.#sets]) this.#drop(entry)
  }

  #drop([key, set]: [string, PlanSet]): void {
    set.dispose()
    this.#sets.delete(key)
  }
}

/** A model keeps its graph to itself, and a layer whether it is trained. */
const accessors = ['graph', 'trainable']

/** State is no setting: plans see it change. */
const isState = (value: object): boolean => value instanceof tf.Tensor || value instanceof Variable

const plans = new WeakMap<object, Plans>()

/** The plans of a model, or of what it was compiled to. */
export function plansOf(owner: object): Plans {
  let found = plans.get(owner)
  if (!found) {
    found = new Plans()
    plans.set(owner, found)
  }
  return found
}
