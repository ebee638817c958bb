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
  if (headers.get("content-type")?.split(";", 1)[0]?.trim().toLowerCase() !== "application/json") {
    throw contractError(exchange, "", "expected Content-Type application/json. Check baseUrl: is this the API?");
  }
  const text = await readText(response, exchange, maxBytes);
  try {
    return JSON.parse(text);
  } catch {
    if (text === "" && headers.get("content-length") === "0") {
      throw contractError(exchange, "", "expected JSON, got an empty body");
    }
    if (isOpen(text)) throw cutShort();
    // The SyntaxError quotes the text, and the text has names and addresses in it: it must not become the cause.
    throw contractError(exchange, "", "expected JSON, got text that does not parse");
  }
}

async function readText(response: Response, exchange: Exchange, maxBytes: number): Promise<string> {
  const reader: ReadableStreamDefaultReader<Bytes> | undefined = response.body?.getReader();
  if (reader === undefined) return "";
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let bytes = 0;
  let text = "";
  for (;;) {
    const { done, value } = await reader.read();
    bytes += value?.byteLength ?? 0;
    if (bytes > maxBytes) {
      const remedy = "Ask for a smaller size, or raise maxResponseBytes";
      throw contractError(exchange, "", `the answer is larger than ${maxBytes} bytes. ${remedy}`);
    }
    try {
      text += decoder.decode(value, { stream: !done });
    } catch (cause) {
      // At the end only a letter that lacks its last bytes can be wrong.
      if (done) throw cutShort();
      throw contractError(exchange, "", "expected UTF-8, got bytes that are not", cause);
    }
    if (done) return text;
  }
}

/** Whether text that does not parse lacks its end: a string, an array or an object in it is still open, or it is empty. */
function isOpen(text: string): boolean {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '"') quoted = !quoted;
    else if (quoted) at += char === "\\" ? 1 : 0;
    else if (char === "{" || char === "[") depth++;
    else if (char === "}" || char === "]") depth--;
  }
  return quoted || depth > 0 || text.trim() === "";
}

function cutShort(): Error {
  return new Error("The answer ends before its JSON does");
}
