import { expect, test } from "vitest";
import { idHash } from "../../src/store/id-hash.ts";
import { SeenHashes } from "../../src/store/sqlite/seen-hashes.ts";

test("what was added is seen, be it few or many; next to nothing else is", () => {
  const seen = new SeenHashes();
  const hashes = Array.from({ length: 10_000 }, (_, index) => idHash(`lead-${index}`));
  for (let count = 0; count < hashes.length; count += 500) {
    for (const hash of hashes.slice(count, count + 500)) {
      expect(seen.has(hash)).toBe(false);
      seen.add(hash);
    }
    expect(hashes.slice(0, count + 500).every((each) => seen.has(each))).toBe(true);
  }
});
