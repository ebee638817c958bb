/** Damage that disks, copies and people do to files: 120 ways, the same in every run. */
import { randomFrom } from "../../src/seeded-random.ts";

/** A file, damaged. */
export interface Damage {
  readonly name: string;
  /** Suffix of the file that it is done to: empty for the database itself. */
  readonly file: "" | "-wal" | "-shm" | "-seal";
  readonly to: (bytes: Buffer) => Buffer;
}

const page = 8_192;
const repetitions = 10;

type Kind = readonly [
  name: string,
  file: Damage["file"],
  damage: (bytes: Buffer, random: (below: number) => number) => Buffer,
];

function overwrite(bytes: Buffer, at: number, piece: Buffer): Buffer {
  piece.copy(bytes, at);
  return bytes;
}

const noise = (length: number, random: (below: number) => number): Buffer =>
  Buffer.from(Array.from({ length }, () => random(256)));

const kinds: readonly Kind[] = [
  [
    "a bit has turned",
    "",
    (bytes, random) => {
      const at = random(bytes.length);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << random(8));
      return bytes;
    },
  ],
  [
    "a letter of a lead is another",
    "",
    (bytes, random) => {
      const places = bytes.length - 200_000;
      const at = bytes.indexOf("@example", 100_000 + random(places));
      bytes[at + 1] = (bytes[at + 1] ?? 0) ^ 1;
      return bytes;
    },
  ],
  ["a sector is empty", "", (bytes, random) => bytes.fill(0, ...sector(bytes, random, 512))],
  ["a page is empty", "", (bytes, random) => bytes.fill(0, ...sector(bytes, random, page))],
  ["a page is noise", "", (bytes, random) => overwrite(bytes, sector(bytes, random, page)[0], noise(page, random))],
  [
    "two pages have changed places",
    "",
    (bytes, random) => {
      const [one, other] = [sector(bytes, random, page)[0], sector(bytes, random, page)[0]];
      const piece = Buffer.from(bytes.subarray(one, one + page));
      bytes.copy(bytes, one, other, other + page);
      return overwrite(bytes, other, piece);
    },
  ],
  ["the end is gone", "", (bytes, random) => bytes.subarray(0, random(bytes.length))],
  ["something is behind the end", "", (bytes, random) => Buffer.concat([bytes, noise(1 + random(20_000), random)])],
  ["the header is noise", "", (bytes, random) => overwrite(bytes, random(90), noise(10, random))],
  ["the log is noise", "-wal", (_, random) => noise(1 + random(50_000), random)],
  ["the index of the log is noise", "-shm", (_, random) => noise(32_768, random)],
  ["the seal is cut", "-seal", (bytes, random) => bytes.subarray(0, random(bytes.length))],
];

function sector(bytes: Buffer, random: (below: number) => number, size: number): [from: number, to: number] {
  const from = random(Math.floor(bytes.length / size)) * size;
  return [from, from + size];
}

/** All of them. */
export const damages: readonly Damage[] = kinds.flatMap(([name, file, damage], kind) =>
  Array.from({ length: repetitions }, (_, repetition) => {
    const next = randomFrom(kind * 1_000 + repetition);
    const random = (below: number): number => Math.floor(next() * below);
    return { name: `${name} (${repetition})`, file, to: (bytes: Buffer) => damage(bytes, random) };
  }),
);
