import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { onTestFinished } from "vitest";

/** A way to a database over TCP that can fall silent. */
export interface TcpWay {
  /** URL of the database, by this way. */
  readonly url: string;
  /** From now on nothing arrives, and nothing is refused. */
  freeze(): void;
  thaw(): void;
}

/** Opens a way to the database of a URL that names a Unix socket; it is closed with the test. */
export async function tcpWayTo(url: string): Promise<TcpWay> {
  const direct = new URL(url);
  const path = `${direct.searchParams.get("host")}/.s.PGSQL.5432`;
  const sockets = new Set<Socket>();
  let frozen = false;
  const server = createServer((near) => {
    const far = connect(path);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.pipe(to);
      if (frozen) from.pause();
      from.on("error", () => to.destroy()).on("close", () => sockets.delete(from) && to.destroy());
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  const { port } = server.address() as AddressInfo;
  const set = (to: boolean): void => {
    frozen = to;
    for (const socket of sockets) void (frozen ? socket.pause() : socket.resume());
  };
  return {
    url: `postgres://${direct.username}:${direct.password}@127.0.0.1:${port}${direct.pathname}`,
    freeze: () => set(true),
    thaw: () => set(false),
  };
}
