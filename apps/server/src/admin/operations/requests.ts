import { commonHeaders, requestIdHeader } from "../../http/headers.ts";
import { harOf } from "../har.ts";
import type { AdminContext, AdminInput } from "../operation.ts";
import type { RequestEntry } from "../request-journal.ts";

const usualLimit = 100;
/** Bytes that may wait for a listener that does not read; then it is let go. */
const mostWaiting = 262_144;

export function listRequests({ parameters }: AdminInput, { journal }: AdminContext): { requests: RequestEntry[] } {
  const limit = (parameters["limit"] as number | undefined) ?? usualLimit;
  return {
    requests: journal.exchanges
      .slice(-limit)
      .map(({ entry }) => entry)
      .toReversed(),
  };
}

export function clearRequests(_: AdminInput, { journal }: AdminContext): void {
  journal.clear();
}

export function downloadRequests(_: AdminInput, { journal }: AdminContext): unknown {
  return harOf(journal.exchanges);
}

/** Sends each request as an event, until the listener goes or the server stops. */
export function followRequests({ request, reply }: AdminInput, { journal }: AdminContext): void {
  const { raw } = reply.hijack();
  raw.writeHead(200, {
    ...commonHeaders,
    [requestIdHeader]: request.id,
    "content-type": "text/event-stream",
    connection: "close",
  });
  raw.write(": requests follow\n\n");
  const tell = (entry: RequestEntry): void => {
    raw.write(`id: ${entry.id}\nevent: request\ndata: ${JSON.stringify(entry)}\n\n`);
    if (raw.writableLength > mostWaiting) raw.destroy();
  };
  const end = (): void => void raw.end();
  journal.on("request", tell).once("end", end);
  raw.once("close", () => journal.off("request", tell).off("end", end));
}
