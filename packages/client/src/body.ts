import { contractError, type Exchange } from "./errors/from-exchange.ts";

type Reader = ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>;

/**
 * Reads a JSON answer (RFC 8259) of at most `maxBytes` after decompression.
 *
 * An answer that was cut short cannot pass for a whole one: a JSON object that lacks its end does not parse. That matters
 * because some `fetch` report a cut gzip stream, or a body that ends with its connection, as a complete text.
 *
 * With the last byte that `Content-Length` announces, a text that parses is whole, and is given out. The end is read a moment
 * later: in Node it costs up to a tenth of a call, and less together with others' (docs/decisions/0016).
 *
 * @throws ContractError when it is too large, not JSON by its type or its text, or not UTF-8
 * @throws Error when it was cut short, and whatever the stream throws when the connection breaks
 */
export async function readJson(response: Response, exchange: Exchange, maxBytes: number): Promise<unknown> {
  const { headers } = response;
  // A header that is missing is null, and no expression here matches its name.
  if (!/^application\/json *(;|$)/i.test(headers.get("content-type") as string)) {
    throw contractError(exchange, "", "expected Content-Type application/json. Check baseUrl");
  }
  const length = headers.get("content-length");
  // Only a response that somebody made by hand has none.
  const reader: Reader = (response.body ?? (new Response("").body as ReadableStream)).getReader();
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  let bytes = 0;
  let text = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (value) bytes += value.byteLength;
    if (bytes > maxBytes) {
      const next = "Raise maxResponseBytes or ask for a smaller size";
      throw contractError(exchange, "", `expected at most ${maxBytes} bytes. ${next}`);
    }
    try {
      // No letter is open behind ASCII, and Node 20 and 22 decode several times quicker when told that nothing follows.
      text += decoder.decode(value, { stream: !done && !((value.at(-1) as number) < 128) });
      // Deno's tests look for timers and bodies that are left behind.
      if (done || (String(bytes) === length && !("Deno" in globalThis))) {
        // A byte order mark is white space to `trim`. The decoder looks for one whenever nothing was to follow.
        const json: unknown = JSON.parse(text.trim());
        if (!done) setTimeout(() => readEnd(reader));
        return json;
      }
    } catch (cause) {
      // The SyntaxError quotes the text, and the text has names and addresses in it: it must not become the cause. What cannot
      // be decoded at the end is a letter that lacks its last bytes: it is judged by the text before it.
      if (done) {
        throw isOpen(text, length)
          ? new Error("The answer was cut short")
          : contractError(exchange, "", "expected JSON");
      }
      // Text that does not parse is longer than its Content-Length when it came compressed: there is more to read.
      if (!(cause instanceof SyntaxError)) throw contractError(exchange, "", "expected UTF-8", cause);
    }
  }
}

/**
 * Reads what is behind the last byte; lets go of it when that is no end, or has not come in a second, as HTTP/2 allows. Not
 * with `withinLimits`: every call passes here, and its `AbortController` takes Node 20 microseconds.
 */
function readEnd(reader: Reader): void {
  const letGo = () => {
    clearTimeout(timer);
    reader.cancel().catch(() => undefined);
  };
  const timer = setTimeout(letGo, 1_000);
  reader.read().then(letGo, letGo);
}

/** Whether text that does not parse lacks its end: a string, an array or an object in it is still open, or it is empty. */
function isOpen(text: string, length: string | null): boolean {
  const outside = text.replace(/\\./g, "").replace(/"[^"]*("|$)/g, "");
  // An empty body by its own length was not cut. Otherwise it may have been.
  if (!outside.trim()) return text !== "" || length !== "0";
  return outside.replace(/[[{]/g, "").length < outside.replace(/[\]}]/g, "").length;
}
