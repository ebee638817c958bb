/** Ways in which servers write an instant (RFC 3339); production's is not documented. */
export const ways: Readonly<Record<string, (ms: number) => string>> = {
  "all alike": (ms) => new Date(ms).toISOString(),
  "without the zeros at their end": (ms) => new Date(ms).toISOString().replace(/\.?0*Z$/, "Z"),
  "in microseconds": (ms) => new Date(ms).toISOString().replace("Z", `${String(ms / 1_000).slice(-3)}Z`),
  // Ten of each millisecond, as leads of one import are.
  "in microseconds without the zeros at their end": (ms) => {
    const micros = Math.floor(ms / 1_000) % 10;
    return new Date(Math.floor(ms / 10_000) * 10_000)
      .toISOString()
      .replace("Z", `${micros === 0 ? "" : `00${micros}`}Z`);
  },
  "in more than one time zone": (ms) => {
    const hours = Math.floor(ms / 1_000) % 3;
    return new Date(ms + hours * 3_600_000).toISOString().replace("Z", `+0${hours}:00`);
  },
  "with and without an offset": (ms) =>
    Math.floor(ms / 1_000) % 3 === 0 ? withOffset(ms) : new Date(ms).toISOString(),
  "in the old system's way up to a day": (ms) => (ms < 1_700_030_000_000 ? withOffset(ms) : new Date(ms).toISOString()),
};

function withOffset(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d*Z$/, "+00:00");
}
