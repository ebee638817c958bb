import type { Bump } from "./bump.ts";

/** One thing that a user of the packages can see, and the smallest bump that may carry it. */
export interface Change {
  where: "spec" | "client types";
  bump: Exclude<Bump, "none">;
  /** JSON pointer into the spec, or a name of the client. */
  place: string;
  what: string;
}
