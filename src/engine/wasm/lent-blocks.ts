/** Blocks of memory that tensors look into which others have made: such a block is freed when the last of them is gone. */
export class LentBlocks {
  readonly #blocks = new Map<number, { looks: number; isFreed: boolean }>()

  /** Notes that one more looks into a block. */
  lend(block: number): void {
    const lent = this.#blocks.get(block)
    if (lent) lent.looks++
    else this.#blocks.set(block, { looks: 1, isFreed: false })
  }

  /** Notes that one looks into a block no more; tells whether it is to be freed now. */
  giveBack(block: number): boolean {
    const lent = this.#blocks.get(block)!
    if (--lent.looks > 0) return false
    this.#blocks.delete(block)
    return lent.isFreed
  }

  /** Told that the one whose block it is has no use for it; tells whether it has to stay all the same. */
  keeps(block: number): boolean {
    const lent = this.#blocks.get(block)
    if (!lent) return false
    lent.isFreed = true
    return true
  }
}
