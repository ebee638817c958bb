import { EventEmitter, once } from "node:events";
import { connect, type Socket } from "node:net";
import type { Answer } from "./answer.ts";

const patience = 20_000;
const statusLine = /^HTTP\/1\.1 (\d{3}) [\x20-\x7e]*$/;

/** An answer's head and how many bytes of body follow it. */
function readHead(head: string, isHead: boolean): { status: number; headers: [string, string][]; length: number } {
  const [first = "", ...lines] = head.split("\r\n");
  const status = Number(statusLine.exec(first)?.[1]);
  if (Number.isNaN(status)) throw new Error(`not a status line: ${JSON.stringify(first)}`);
  const headers = lines.map((line): [string, string] => {
    const colon = line.indexOf(": ");
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 2)];
  });
  const length = headers.find(([name]) => name === "content-length")?.[1];
  const bodiless = isHead || status < 200 || status === 204 || status === 304;
  if (!bodiless && length === undefined) throw new Error(`no Content-Length: ${head}`);
  return { status, headers, length: bodiless ? 0 : Number(length) };
}

/** A connection that sends exactly the bytes that it is given, and reads answers one by one. */
export class Wire {
  readonly #socket: Socket;
  readonly #progress = new EventEmitter();
  #received: Buffer = Buffer.alloc(0);
  #closed = false;
  /** Statuses of the interim answers that {@link next} has passed over. */
  readonly interim: number[] = [];

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on("data", (data: Buffer) => {
      this.#received = Buffer.concat([this.#received, data]);
      this.#progress.emit("progress");
    });
    // A reset is an end too: what counts is what was answered before.
    socket.on("error", () => {});
    socket.on("close", () => {
      this.#closed = true;
      this.#progress.emit("progress");
    });
  }

  static async open(origin: string): Promise<Wire> {
    const { hostname, port } = new URL(origin);
    const socket = connect({ host: hostname, port: Number(port) });
    socket.setNoDelay(true);
    await once(socket, "connect");
    return new Wire(socket);
  }

  /** Sends text as Latin-1: one character, one byte. */
  send(text: string): void {
    this.#socket.write(text, "latin1");
  }

  /** Ends this half of the connection: nothing more will be sent, and answers are still taken. */
  end(): void {
    this.#socket.end();
  }

  /** The next answer; to a HEAD it has no body. Fails when the connection ends or nothing comes. */
  async next(method = "GET"): Promise<Answer> {
    const answer = await this.#nextOfAny(method === "HEAD");
    if (answer.status !== 100) return answer;
    this.interim.push(answer.status);
    return await this.next(method);
  }

  async #nextOfAny(isHead: boolean): Promise<Answer> {
    const end = await this.#until(() => this.#received.indexOf("\r\n\r\n"));
    const head = readHead(this.#received.toString("latin1", 0, end), isHead);
    const total = end + 4 + head.length;
    await this.#until(() => (this.#received.length >= total ? total : -1));
    const body = this.#received.toString("utf8", end + 4, total);
    this.#received = this.#received.subarray(total);
    return { status: head.status, headers: head.headers, body };
  }

  /** Waits until the server closes; resolves to what it sent that nobody has read. */
  async ended(): Promise<string> {
    await this.#until(() => (this.#closed ? 0 : -1));
    return this.#received.toString("latin1");
  }

  /** What the server sent unasked. */
  get unread(): string {
    return this.#received.toString("latin1");
  }

  close(): void {
    this.#socket.destroy();
  }

  async #until(position: () => number): Promise<number> {
    const signal = AbortSignal.timeout(patience);
    for (let found = position(); ; found = position()) {
      if (found !== -1) return found;
      if (this.#closed) throw new Error(`the connection ended after ${JSON.stringify(this.unread.slice(0, 300))}`);
      await once(this.#progress, "progress", { signal });
    }
  }
}
