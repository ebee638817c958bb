import type { Fault } from "./fault.ts";

/** Resets the connection (TCP RST) in place of an answer, as a crashed server or a firewall does. */
export const reset: Fault = {
  does: "reset the connection instead of answering",
  takes: "left out",
  example: "",
  read: (value) => (value === "" ? { before: () => "reset" } : undefined),
};
