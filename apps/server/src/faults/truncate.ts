import type { Fault } from "./fault.ts";

/** Promises the whole body in `Content-Length`, sends half of it and ends the connection. */
export const truncate: Fault = {
  does: "end the connection in the middle of the body",
  takes: "left out",
  example: "",
  read: (value) => (value === "" ? { delivery: { share: 0.5 } } : undefined),
};
