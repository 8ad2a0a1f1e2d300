import { describe, expect, it } from 'vitest'
import { type Constructible, constructible } from '../../src/support/constructible.js'
import { KeratinError } from '../../src/support/errors.js'

interface SpringOptions {
  stiffness?: number
  restLength?: number
  label?: string
}

class SpringClass {
  static readonly className: string = 'Spring'
  readonly stiffness: number
  readonly restLength: number

  constructor({ stiffness = 1, restLength = 0 }: SpringOptions = {}) {
    this.stiffness = stiffness
    this.restLength = restLength
  }

  getConfig() {
    return { stiffness: this.stiffness, rest_length: this.restLength }
  }
}

const Spring: Constructible<SpringClass, SpringOptions, [stiffness: number, options?: SpringOptions]> =
  constructible(SpringClass, ['stiffness'], ['stiffness', 'restLength', 'label'])

describe('a constructible class', () => {
  it('is made with and without new, by position, by options, or both', () => {
    expect(Spring(2).getConfig()).toEqual({ stiffness: 2, rest_length: 0 })
    expect(new Spring(2, { restLength: 3 }).getConfig()).toEqual({ stiffness: 2, rest_length: 3 })
    expect(Spring({ restLength: 3, label: 'shown nowhere' }).restLength).toBe(3)
    expect(Spring()).toBeInstanceOf(Spring)
    expect(Spring.className).toBe('Spring')
  })

  it('can be extended', () => {
    class Stiff extends Spring {
      constructor() {
        super({ stiffness: 100 })
      }
    }
    expect(new Stiff()).toBeInstanceOf(Stiff)
    expect(new Stiff().stiffness).toBe(100)
  })

  it('suggests names of options, and ignores unknown keys of configurations', () => {
    expect(() => Spring({ stifness: 1 } as object)).toThrow(KeratinError)
    expect(() => Spring({ stifness: 1 } as object)).toThrow(
      'Spring: unknown option "stifness". Did you mean "stiffness"?',
    )
    expect(Spring.fromConfig({ rest_length: 4, later_key: true }).restLength).toBe(4)
  })
})
