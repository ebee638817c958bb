const iso = (ms: number) => new Date(ms).toISOString();

/** Ways in which servers write an instant (RFC 3339); production's is not documented. */
export const ways: Readonly<Record<string, (ms: number) => string>> = {
  "all alike": iso,
  "without the zeros at their end": (ms) => iso(ms).replace(/\.?0*Z$/, "Z"),
  "in microseconds": (ms) => iso(ms).replace("Z", `${String(ms / 1_000).slice(-3)}Z`),
  // Ten of each millisecond, as leads of one import are.
  "in microseconds without the zeros at their end": (ms) => {
    const micros = Math.floor(ms / 1_000) % 10;
    return iso(Math.floor(ms / 10_000) * 10_000).replace("Z", `${micros === 0 ? "" : `00${micros}`}Z`);
  },
  "in more than one time zone": (ms) => {
    const hours = Math.floor(ms / 1_000) % 3;
    return iso(ms + hours * 3_600_000).replace("Z", `+0${hours}:00`);
  },
  "with and without an offset": (ms) => (Math.floor(ms / 1_000) % 3 === 0 ? withOffset(ms) : iso(ms)),
  "in the old system's way up to a day": (ms) => (ms < 1_700_030_000_000 ? withOffset(ms) : iso(ms)),
};

function withOffset(ms: number): string {
  return iso(ms).replace(/\.\d*Z$/, "+00:00");
}
