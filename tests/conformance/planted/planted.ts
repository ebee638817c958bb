import type { Target } from "../ask.ts";

/** One answer on its way to the caller. */
export interface Passing {
  status: number;
  headers: Headers;
  body: unknown;
}

/** Changes an answer in place. */
export type Say = (answer: Passing, query: URLSearchParams) => void;

/** A server that is right in everything but one. */
export interface Planted {
  readonly title: string;
  /** The points that must say "differs", and no other. */
  readonly points: readonly string[];
  /** What the first of them must say. */
  readonly found: RegExp;
  /** What the report must name as our server's switch. @default null */
  readonly imitate?: string;
  /** Changes the question. */
  readonly ask?: (query: URLSearchParams) => void;
  /** Changes the answer; the query is what was asked, not what {@link ask} made of it. */
  readonly say?: Say;
}

/** Puts a planted difference between a server and who asks it. */
export function plantedFetch(
  honest: NonNullable<Target["fetch"]>,
  { ask, say }: Planted,
): NonNullable<Target["fetch"]> {
  return async (input, init) => {
    const url = new URL(input);
    const asked = new URLSearchParams(url.search);
    ask?.(url.searchParams);
    const response = await honest(url.href, init);
    const answer = {
      status: response.status,
      headers: new Headers(response.headers),
      body: await response.json(),
    };
    say?.(answer, asked);
    const { status, headers } = answer;
    return new Response(JSON.stringify(answer.body), { status, headers });
  };
}
