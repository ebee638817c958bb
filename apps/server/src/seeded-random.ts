/**
 * Mulberry32: the same numbers from the same seed, on every machine. No library, because the demo data is made with it and
 * must stay what it is.
 *
 * @param seed a whole number; its lowest 32 bits count.
 * @returns gives the next number, from 0 up to but not including 1.
 */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
