/** Log2 of the bits: 32 MiB, whatever the import. */
const bits = 28;
const probes = 4;
/** As many are kept one by one: to make room for millions takes longer than to commit a few. */
const few = 4_096;

/**
 * Remembers hashes of ids in a fixed space (a Bloom filter): "not seen" is certain, "seen" has to be looked up. Of ten million
 * ids, it takes one new one in 2,500 for seen.
 */
export class SeenHashes {
  readonly #first = new Set<number>();
  #words = new Uint32Array(0);

  /** @param hash a whole number below 2^47, as by `idHash`. */
  add(hash: number): void {
    if (this.#words.length > 0) return this.#mark(hash);
    this.#first.add(hash);
    if (this.#first.size < few) return;
    this.#words = new Uint32Array(2 ** (bits - 5));
    for (const each of this.#first) this.#mark(each);
    this.#first.clear();
  }

  #mark(hash: number): void {
    const step = stepOf(hash);
    for (let probe = 0, at = hash >>> 0; probe < probes; probe += 1, at = (at + step) >>> 0) {
      const bit = at >>> (32 - bits);
      this.#words[bit >>> 5] = (this.#words[bit >>> 5] ?? 0) | (1 << (bit & 31));
    }
  }

  /** Whether the hash may have been added; false if it has not. */
  has(hash: number): boolean {
    if (this.#words.length === 0) return this.#first.has(hash);
    const step = stepOf(hash);
    for (let probe = 0, at = hash >>> 0; probe < probes; probe += 1, at = (at + step) >>> 0) {
      const bit = at >>> (32 - bits);
      if (((this.#words[bit >>> 5] ?? 0) & (1 << (bit & 31))) === 0) return false;
    }
    return true;
  }
}

/** From the upper bits of the hash, spread over 32; odd, so that the probes differ. */
function stepOf(hash: number): number {
  return Math.imul(Math.floor(hash / 2 ** 32) + 1, 0x9e3779b1) | 1;
}
