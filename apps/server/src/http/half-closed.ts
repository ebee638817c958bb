import type { Server } from "node:http";
import { onConnection } from "./connections.ts";

/**
 * How long nothing may be written to a client that has ended its half and has taken all there was, in milliseconds; at most twice
 * as long. Most of those that end have gone away, and nothing tells the two apart.
 */
const patience = 2_000;

/**
 * Answers clients that have ended their half of the connection behind their requests (RFC 9112 section 9.6), as `nc` and `socat` do at
 * the end of their input. Node would end the other half at once, and whatever takes longer than a turn of the event loop
 * would never be answered. Behind the last answer it still does; how long an answer may be on its way, the limits watch.
 */
export function answerHalfClosed(server: Server): void {
  // Node has this switch since its beginnings, and neither an option nor a type for it.
  (server as Server & { httpAllowHalfOpen: boolean }).httpAllowHalfOpen = true;
  onConnection(server, (socket) => {
    socket.once("end", () => {
      let written = socket.bytesWritten;
      const endUnlessAnswered = (): void => {
        if (socket.bytesWritten === written && socket.writableLength === 0) socket.destroy();
        written = socket.bytesWritten;
      };
      const timer = setInterval(endUnlessAnswered, patience).unref();
      socket.once("close", () => clearInterval(timer));
    });
  });
}
