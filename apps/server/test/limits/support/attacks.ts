/** slowhttptest's ways to hold a server up, and a few more, as plain sockets. */
import { connect, type Socket } from "node:net";
import { demo } from "../../../src/demo/demo.ts";

/** A way to hold connections. */
export interface Attack {
  readonly name: string;
  /** What is sent first; nothing for a connection that only lies there. */
  readonly first: string;
  /** What is sent again and again, to look alive. */
  readonly again?: string;
  /** Whether it takes what it is answered; one that does not is seen to be cut off when it sends on. */
  readonly reads: boolean;
}

// Not from http/support: that needs vitest, and measure.ts runs without.
const target = `/api/v1/get-leads?chatbotId=${demo.chatbotId}&size=`;
const fields = `Host: x\r\nAuthorization: Bearer ${demo.apiKey}\r\n`;
const head = `GET ${target}1 HTTP/1.1\r\n${fields}`;
const body = (framing: string): string => `POST ${target}1 HTTP/1.1\r\n${fields}${framing}\r\n\r\n`;
const wholePage = `GET ${target}1000 HTTP/1.1\r\n${fields}\r\n`;
const ranges = Array.from({ length: 300 }, (_, index) => `5-${index}`).join(",");

/** One for each mode of slowhttptest: -H, -B, -X, -R; and what else costs a server a connection. */
export const attacks: readonly Attack[] = [
  { name: "headers that never end (slowloris)", first: head, again: "X-a: b\r\n", reads: true },
  { name: "a body that never ends", first: body("Content-Length: 60000"), again: "x", reads: true },
  { name: "chunks that never end", first: body("Transfer-Encoding: chunked"), again: "1\r\nx\r\n", reads: true },
  { name: "answers that nobody takes (slow read)", first: wholePage.repeat(40), again: wholePage, reads: false },
  {
    name: "overlapping ranges (apache killer), then silence",
    first: head + `Range: bytes=0-,${ranges}\r\n\r\n`,
    reads: true,
  },
  { name: "silence", first: "", reads: true },
  { name: "silence after an answer", first: `${head}\r\n`, reads: true },
  { name: "a line, a byte at a time", first: "GET /", again: "a", reads: true },
  { name: "nonsense, and staying", first: "nonsense\r\n\r\n", again: "x", reads: true },
  { name: "CONNECT, and staying", first: "CONNECT x:1 HTTP/1.1\r\nHost: x\r\n\r\n", again: "x", reads: true },
];

/** Milliseconds between two signs of life. */
const pause = 150;

/** A connection that attacks. */
export interface Hostile {
  readonly ended: () => boolean;
  stop(): void;
}

/** Begins an attack with one connection. It never ends of itself: whether it has, the server has decided. */
export function attack({ first, again, reads }: Attack, origin: string): Hostile {
  const { hostname, port } = new URL(origin);
  let ended = false;
  const socket: Socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
  if (reads) socket.resume();
  if (first !== "") socket.write(first, "latin1");
  const timer = setInterval(() => again !== undefined && socket.writable && socket.write(again), pause);
  const stop = (): void => {
    ended = true;
    clearInterval(timer);
    socket.destroy();
  };
  // An end that the server says is one, even if the client would stay.
  socket.on("error", stop).on("end", stop).on("close", stop);
  return { ended: () => ended, stop };
}
