import { once } from "node:events";
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout } from "node:timers/promises";
import { onTestFinished } from "vitest";

interface Backend {
  readonly origin: string;
  up: boolean;
}

/** A load balancer of the plainest kind: each request to the next server; it repeats none. */
export class Balancer {
  readonly #backends: Backend[];
  readonly #agent = new Agent({ keepAlive: true });
  readonly #server = createServer((incoming, outgoing) => this.#forward(incoming, outgoing));
  #next = 0;
  #closed = false;
  /** Requests that a server did not answer, or not to the end. */
  broken = 0;

  constructor(origins: readonly string[]) {
    this.#backends = origins.map((origin) => ({ origin, up: true }));
  }

  /** Listens until the test has finished. @returns its origin. */
  async listen(): Promise<string> {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    onTestFinished(() => {
      this.#closed = true;
      this.#agent.destroy();
      this.#server.closeAllConnections();
      this.#server.close();
    });
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Puts a server in the place of another. */
  replace(index: number, origin: string): void {
    this.#backends[index] = { origin, up: true };
  }

  isUp(index: number): boolean {
    return this.#backends[index]?.up === true;
  }

  #pick(): Backend | undefined {
    const up = this.#backends.filter((backend) => backend.up);
    this.#next += 1;
    return up[this.#next % Math.max(up.length, 1)];
  }

  #forward(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const backend = this.#pick();
    if (!backend) return void outgoing.writeHead(503).end();
    const onward = request(backend.origin + incoming.url, { agent: this.#agent, headers: incoming.headers });
    const fail = (): void => {
      this.broken += 1;
      if (backend.up) void this.#watch(backend);
      if (outgoing.headersSent) outgoing.destroy();
      else outgoing.writeHead(502).end();
    };
    onward.on("error", fail);
    onward.on("response", (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
      answer.on("error", fail);
    });
    onward.end();
  }

  /** Leaves a server out until it says that it is well. */
  async #watch(backend: Backend): Promise<void> {
    backend.up = false;
    while (!backend.up && !this.#closed) {
      await setTimeout(20);
      backend.up = await fetch(`${backend.origin}/health`).then(
        ({ ok }) => ok,
        () => false,
      );
    }
  }
}
