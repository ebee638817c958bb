import { gzipSync } from "node:zlib";
import { head, type Misbehave, type Random } from "./fault-server.ts";

/** What becomes of a call when the fault comes at every attempt; `page` when it is none. */
type Becomes = "ConnectionError" | "TimeoutError" | "ContractError" | "ServerError" | "RateLimitError" | "page";

export interface Fault {
  readonly title: string;
  readonly becomes: Becomes;
  /** Whether chance has a part in it. */
  readonly random: boolean;
  readonly misbehave: Misbehave;
}

/** A place inside of a body that is neither its beginning nor its end. */
const inside = (body: Buffer, random: Random) => 1 + Math.floor(random() * (body.length - 2));
const part = (body: Buffer, random: Random) => body.subarray(0, inside(body, random));
const chunk = (bytes: Buffer) =>
  Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from("\r\n")]);
const chunked = { "transfer-encoding": "chunked" };
const length = (body: Uint8Array) => ({ "content-length": body.length });
const gzip = { "content-encoding": "gzip" };
const close = { connection: "close" };
const zipped = (body: Buffer) => gzipSync(body);
/** A gzip stream without what says that it is whole: its last block, its checksum and its length. */
const cutGzip = (body: Buffer, random: Random) => {
  const whole = zipped(body);
  return whole.subarray(0, 1 + Math.floor(random() * (whole.length - 24)));
};
/** Sends, lets it arrive, and resets. */
const thenReset = (...[socket, bytes]: [Parameters<Misbehave>[0], Buffer | string]) =>
  socket.write(bytes, () => setTimeout(() => socket.resetAndDestroy(), 5));

const cuts: [string, Misbehave][] = [
  ["reset before the headers", (socket) => socket.resetAndDestroy()],
  ["closed before the headers", (socket) => socket.end()],
  ["reset in the headers", (socket, body, random) => thenReset(socket, part(Buffer.from(head(length(body))), random))],
  ["closed in the headers", (socket, body, random) => socket.end(part(Buffer.from(head(length(body))), random))],
  ["reset after the headers", (socket, body) => thenReset(socket, head(length(body)))],
  [
    "reset in the body",
    (socket, body, random) => thenReset(socket, head(length(body)) + part(body, random).toString()),
  ],
  [
    "shorter than its Content-Length",
    (socket, body, random) => socket.end(head(length(body)) + part(body, random).toString()),
  ],
  [
    "reset between chunks",
    (socket, body, random) => thenReset(socket, head(chunked) + chunk(part(body, random)).toString()),
  ],
  [
    "chunked without an end",
    (socket, body, random) => socket.end(head(chunked) + chunk(part(body, random)).toString()),
  ],
  ["cut in a chunk", (socket, body, random) => socket.end(head(chunked) + part(chunk(body), random).toString())],
  [
    "cut where the connection is the end",
    (socket, body, random) => socket.end(head(close) + part(body, random).toString()),
  ],
  ["cut, with the length of the part", (socket, body, random) => respond(socket, {}, part(body, random))],
  ["gzip cut, with the length of the part", (socket, body, random) => respond(socket, gzip, cutGzip(body, random))],
  [
    "gzip cut where the connection is the end",
    (socket, body, random) => {
      socket.write(head({ ...gzip, ...close }));
      socket.end(cutGzip(body, random));
    },
  ],
  [
    "gzip cut in chunks",
    (socket, body, random) => {
      socket.write(head({ ...gzip, ...chunked }));
      socket.end(Buffer.concat([chunk(cutGzip(body, random)), Buffer.from("0\r\n\r\n")]));
    },
  ],
];

const broken: [string, Misbehave][] = [
  ["gzip that is none", (socket, body) => respond(socket, gzip, body)],
  ["gzip of nothing", (socket) => respond(socket, { ...gzip, ...chunked }, Buffer.from("0\r\n\r\n"))],
  ["a chunk of no size", (socket, body) => socket.end(`${head(chunked)}zz\r\n${body.toString()}`)],
  [
    "two lengths",
    (socket, body) =>
      socket.end(`${head({ "content-length": `${body.length}\r\ncontent-length: 3` })}${body.toString()}`),
  ],
  ["not HTTP", (socket) => socket.end("SSH-2.0-OpenSSH_9.6\r\n")],
  [
    "a header of 100 kB",
    (socket, body) => socket.end(head({ ...length(body), "x-filler": "x".repeat(100_000) }) + body.toString()),
  ],
  ["white space for a body", (socket) => respond(socket, {}, Buffer.from("  \n"))],
];

const slow: [string, Misbehave][] = [
  ["silence", () => undefined],
  ["silence after the headers", (socket, body) => socket.write(head(length(body)))],
  ["silence in the body", (socket, body) => socket.write(head(length(body)) + body.toString().slice(0, 50))],
  [
    "a drip",
    (socket, body) => {
      socket.write(head(length(body)));
      let at = 0;
      const timer = setInterval(() => socket.write(body.subarray(at, ++at)), 10);
      socket.on("close", () => clearInterval(timer));
    },
  ],
];

const wrong: [string, Misbehave][] = [
  ["HTML", (socket) => respond(socket, { "content-type": "text/html" }, Buffer.from("<h1>Log in to the network</h1>"))],
  ["an empty 200", (socket) => respond(socket, {}, Buffer.alloc(0))],
  ["204", (socket) => socket.write("HTTP/1.1 204 No Content\r\n\r\n")],
  [
    "bad UTF-8",
    (socket, body, random) => {
      const bad = Buffer.from(body);
      bad.set([0xc0, 0xaf], body.indexOf("Person") + Math.floor(random() * 5));
      respond(socket, {}, bad);
    },
  ],
  [
    "a larger JSON than is read",
    (socket) => respond(socket, {}, Buffer.from(`{"collectedCustomers":[]${" ".repeat(2_000_000)}}`)),
  ],
  [
    "deep JSON",
    (socket) => respond(socket, {}, Buffer.from(`{"collectedCustomers":${"[".repeat(400_000)}${"]".repeat(400_000)}}`)),
  ],
  ["a bomb of 200 MB", (socket) => respond(socket, gzip, bomb())],
  [
    "a redirect to another server",
    (socket) => socket.write(head({ location: "http://127.0.0.1:9/", "content-length": 0 }, "302 Found")),
  ],
  [
    "a redirect to itself",
    (socket) => socket.write(head({ location: "/get-leads", "content-length": 0 }, "308 Permanent Redirect")),
  ],
  [
    "a lead without id",
    (socket) => respond(socket, {}, Buffer.from('{"collectedCustomers":[{"created_at":"2024-01-01T12:00:00Z"}]}')),
  ],
];

const harmless: [string, Misbehave][] = [
  ["a byte order mark", (socket, body) => respond(socket, {}, Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), body]))],
  [
    "__proto__ in a lead",
    (socket, body) => {
      const text = body.toString().replaceAll('"name":', '"__proto__":{"admin":true},"name":');
      respond(socket, {}, Buffer.from(text));
    },
  ],
  ["gzip without its checksum", (socket, body) => respond(socket, gzip, zipped(body).subarray(0, -8))],
];

const refusals: [string, Becomes, Misbehave][] = [
  [
    "502 in HTML",
    "ServerError",
    (socket) => respond(socket, { "content-type": "text/html" }, Buffer.from("<h1>"), "502 Bad Gateway"),
  ],
  [
    "503 whose body breaks",
    "ServerError",
    (socket) => thenReset(socket, `${head({ "content-length": 50 }, "503 Busy")}{"mess`),
  ],
  [
    "429 that can be tried again at once",
    "RateLimitError",
    (socket) => respond(socket, { "retry-after": 0 }, Buffer.from("{}"), "429 Slow"),
  ],
];

const named = (becomes: Becomes, list: [string, Misbehave][]): Fault[] =>
  list.map(([title, misbehave]) => ({ title, becomes, random: misbehave.length > 2, misbehave }));

export const faults: readonly Fault[] = [
  ...named("ConnectionError", [...cuts, ...broken]),
  ...named("TimeoutError", slow),
  ...named("ContractError", wrong),
  ...named("page", harmless),
  ...refusals.flatMap(([title, becomes, misbehave]) => named(becomes, [[title, misbehave]])),
];

function respond(
  socket: Parameters<Misbehave>[0],
  lines: Record<string, string | number>,
  body: Uint8Array,
  status?: string,
): void {
  const framing = "transfer-encoding" in lines ? {} : length(body);
  socket.write(Buffer.concat([Buffer.from(head({ ...framing, ...lines }, status)), body]));
}

let made: Buffer | undefined;
function bomb(): Buffer {
  made ??= gzipSync(Buffer.alloc(200_000_000, 0x20), { level: 1 });
  return made;
}
