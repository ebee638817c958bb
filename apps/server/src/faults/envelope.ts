import type { Envelope, Fault } from "./fault.ts";

const envelopes: readonly Envelope[] = ["documented", "observed"];

/** Sends the list in one of its two known shapes, whatever `--envelope` says. */
export const envelope: Fault = {
  does: "send the list as documented, or as production was seen to send it",
  takes: `one of ${envelopes.join(", ")}`,
  example: "observed",
  read(value) {
    const known = envelopes.find((each) => each === value);
    return known === undefined ? undefined : { envelope: known };
  },
};
