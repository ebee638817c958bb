import { contractError, type Exchange } from "./errors/from-exchange.ts";

type Bytes = Uint8Array<ArrayBuffer>;

/**
 * Reads a JSON answer (RFC 8259) of at most `maxBytes` after decompression.
 *
 * An answer that was cut short cannot pass for a whole one: a JSON object that lacks its end does not parse. That
 * matters because some `fetch` report a cut gzip stream as a complete text, empty or not.
 *
 * @throws ContractError when it is too large, not JSON by its type or its text, or not UTF-8
 * @throws whatever the stream throws when the connection breaks
 */
export async function readJson(response: Response, exchange: Exchange, maxBytes: number): Promise<unknown> {
  if (!isJson(response.headers.get("content-type"))) {
    throw contractError(exchange, "", "expected Content-Type application/json. Check baseUrl: is this the API?");
  }
  const text = await readText(response, exchange, maxBytes);
  if (text === "") throw contractError(exchange, "", "expected JSON, got an empty body");
  try {
    return JSON.parse(text);
  } catch {
    // The SyntaxError quotes the text, and the text has names and addresses in it: it must not become the cause.
    throw contractError(exchange, "", "expected JSON, got text that does not parse or ends too early");
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
    text += decode(decoder, value, exchange);
    if (done) return text;
  }
}

function decode(decoder: TextDecoder, chunk: Bytes | undefined, exchange: Exchange): string {
  try {
    return decoder.decode(chunk, { stream: chunk !== undefined });
  } catch (cause) {
    throw contractError(exchange, "", "expected UTF-8, got bytes that are not", cause);
  }
}

function isJson(contentType: string | null): boolean {
  return contentType?.split(";", 1)[0]?.trim().toLowerCase() === "application/json";
}
