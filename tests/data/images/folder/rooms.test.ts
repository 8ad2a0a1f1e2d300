import { expect, it } from 'vitest'
import { Rooms } from '../../../../src/data/images/folder/rooms.js'

it.each([false, true])(
  'images of a batch lie side by side, and memory is used again, shared: %s',
  (isShared) => {
    const rooms = new Rooms(3, 2, isShared)
    const [a, b, c] = [rooms.next(0), rooms.next(1), rooms.next(2)]
    expect(a.buffer instanceof ArrayBuffer).toBe(!isShared)
    expect([a.length, b.byteOffset, b.buffer === a.buffer, c.buffer === a.buffer]).toEqual([
      3,
      12,
      true,
      false,
    ])
    rooms.release(a)
    // once only
    rooms.release(b)
    const others = new Rooms(3, 2, isShared)
    expect(others.next(0).buffer).toBe(a.buffer)
    const next = others.next(2).buffer
    expect([a.buffer, c.buffer]).not.toContain(next)
    rooms.releaseAll()
    expect(new Rooms(2, 3, !isShared).next(0).buffer).not.toBe(c.buffer)
    expect(new Rooms(2, 3, isShared).next(0).buffer).toBe(c.buffer)
  },
)
