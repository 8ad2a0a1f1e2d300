import { tf } from 'keratin'
import { expect, it } from 'vitest'

it('computes', () => expect(tf.add(1, 2).dataSync()[0]).toBe(3))
