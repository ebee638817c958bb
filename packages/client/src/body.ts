import { contractError, type Exchange } from "./errors/from-exchange.ts";

type Bytes = Uint8Array<ArrayBuffer>;

/**
 * Reads a JSON answer (RFC 8259) of at most `maxBytes` after decompression.
 *
 * An answer that was cut short cannot pass for a whole one: a JSON object that lacks its end does not parse. That matters
 * because some `fetch` report a cut gzip stream, or a body that ends with its connection, as a complete text.
 *
 * @throws ContractError when it is too large, not JSON by its type or its text, or not UTF-8
 * @throws Error when it was cut short, and whatever the stream throws when the connection breaks
 */
export async function readJson(response: Response, exchange: Exchange, maxBytes: number): Promise<unknown> {
  const { headers } = response;
  if (!/^application\/json *(;|$)/i.test(headers.get("content-type") ?? "")) {
    throw contractError(exchange, "", "expected Content-Type application/json. Check baseUrl");
  }
  const text = await readText(response, exchange, maxBytes);
  try {
    return JSON.parse(text);
  } catch {
    // An empty body by its own length was not cut. Otherwise it may have been.
    if (isOpen(text) && (text || headers.get("content-length") !== "0")) throw cutShort();
    // The SyntaxError quotes the text, and the text has names and addresses in it: it must not become the cause.
    throw contractError(exchange, "", "expected JSON");
  }
}

async function readText(response: Response, exchange: Exchange, maxBytes: number): Promise<string> {
  const reader: ReadableStreamDefaultReader<Bytes> | undefined = response.body?.getReader();
  if (!reader) return "";
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let bytes = 0;
  let text = "";
  for (;;) {
    const { done, value } = await reader.read();
    bytes += value?.byteLength ?? 0;
    if (bytes > maxBytes) {
      const next = "Raise maxResponseBytes, or ask for a smaller size";
      throw contractError(exchange, "", `expected at most ${maxBytes} bytes. ${next}`);
    }
    try {
      text += decoder.decode(value, { stream: !done });
    } catch (cause) {
      // At the end only a letter that lacks its last bytes can be wrong.
      if (done) throw cutShort();
      throw contractError(exchange, "", "expected UTF-8", cause);
    }
    if (done) return text;
  }
}

/** Whether text that does not parse lacks its end: a string, an array or an object in it is still open, or it is empty. */
function isOpen(text: string): boolean {
  const outside = text.replace(/\\./g, "").replace(/"[^"]*("|$)/g, "");
  return !outside.trim() || outside.split(/[[{]/).length > outside.split(/[\]}]/).length;
}

function cutShort(): Error {
  return new Error("The answer was cut short");
}
