import type { Entry } from "./traffic.ts";

/** Something in the traffic that contradicts the spec. */
export interface Finding {
  /** What is wrong, in redocly's words or ours. Names and places, no values. */
  message: string;
  entry: Entry;
  /** Of the entry in the traffic that was judged, from 0. */
  index: number;
}

/** Method, path, names of the parameters: what was asked, without what somebody may not want to see in a log. */
export function requestOf({ request }: Entry): string {
  const { pathname, searchParams } = new URL(request.url);
  const names = [...searchParams.keys()].map((name) => `${name}=…`).join("&");
  return `${request.method} ${pathname}${names === "" ? "" : `?${names}`}`;
}
