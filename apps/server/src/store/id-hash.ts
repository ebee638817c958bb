/** Hashes are below this. */
export const idHashes = 2 ** 47;

/**
 * 47 bits of a text: what leads are found by when only their id is known. Six bytes in the index instead of the whole id. Two
 * ids may have the same hash, so whoever finds one has to compare.
 */
export function idHash(id: string): number {
  let low = 0xdeadbeef;
  let high = 0x41c6ce57;
  for (let index = 0; index < id.length; index += 1) {
    const unit = id.charCodeAt(index);
    low = Math.imul(low ^ unit, 2_654_435_761);
    high = Math.imul(high ^ unit, 1_597_334_677);
  }
  low = Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(high ^ (high >>> 13), 3_266_489_909);
  high = Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(low ^ (low >>> 13), 3_266_489_909);
  return (high & 0x7fff) * 2 ** 32 + (low >>> 0);
}
