import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { afterAnswers } from "./raw-answers.ts";

/** The head of a request as it came, without the wish to change the protocol. Never longer than it was, so it passes the limits again. */
function headWithoutUpgrade({ method, url, httpVersion, rawHeaders }: IncomingMessage): Buffer {
  const lines = [`${method} ${url} HTTP/${httpVersion}`];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const [name = "", value = ""] = rawHeaders.slice(index, index + 2);
    if (/^upgrade$/i.test(name)) continue;
    lines.push(`${name}:${/^connection$/i.test(name) ? withoutUpgrade(value) : value}`);
  }
  return Buffer.from(`${lines.join("\r\n")}\r\n\r\n`, "latin1");
}

function withoutUpgrade(options: string): string {
  return options
    .split(",")
    .filter((option) => option.trim().toLowerCase() !== "upgrade")
    .join(",");
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
}

/**
 * Whether Node hands a request to {@link passOverUpgrades}. One with a body it reads as any other; only what stands behind it in the
 * same packet is lost, and so its answer ends the connection.
 */
export function isHandedOver(request: IncomingMessage): boolean {
  return !hasBody(request);
}

/** Whether a request asks for another protocol and Node has not handed it over. */
export function asksInVain({ headers }: IncomingMessage): boolean {
  return headers.upgrade !== undefined && /(?:^|,)\s*upgrade\s*(?:,|$)/i.test(headers.connection ?? "");
}

/**
 * Passes over the wish for another protocol, as a server may (RFC 9110 section 7.8). Node's parser stops behind such a request and
 * would drop the rest of its packet; here the connection begins anew, with the request as if it had not wished.
 */
export function passOverUpgrades(server: Server): void {
  server.on("upgrade", (request: IncomingMessage, socket: Duplex, rest: Buffer) => {
    const failed = (): void => void socket.destroy();
    // Node has given the socket away, and with it the duty to listen for its errors.
    socket.on("error", failed);
    // At once: when the client has ended its half, nothing can be put before what came.
    socket.unshift(Buffer.concat([headWithoutUpgrade(request), rest]));
    afterAnswers(socket, () => {
      socket.off("error", failed);
      server.emit("connection", socket);
    });
  });
}
