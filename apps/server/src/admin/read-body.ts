import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { FastifyRequest } from "fastify";
import { leftoversIn, ownName } from "../leftovers.ts";
import { RequestError } from "../http/errors.ts";
import { parseWhole } from "../whole-json.ts";

/** Largest body that is JSON, in bytes. */
const mostJson = 4_194_304;
/** Largest file, in bytes. */
const mostFile = 4_294_967_296;

/** How folders of uploads begin. */
const folderName = "chatbase-import-";

/** @throws {RequestError} 415 if the body says to be of another type. */
export function checkType({ headers }: FastifyRequest, types: readonly string[]): void {
  const [type = ""] = (headers["content-type"] ?? "").toLowerCase().split(";");
  if (!types.includes(type.trim())) throw new RequestError("unsupported_type", types.join(" or "));
}

/** Passes the parts of a body on, as long as they are not too many. @throws {RequestError} 400 if it breaks off, or 413. */
async function* limited({ raw, headers }: FastifyRequest, most: number): AsyncGenerator<Buffer> {
  let length = Number(headers["content-length"] ?? 0);
  if (length > most) throw new RequestError("body_too_large");
  length = 0;
  try {
    for await (const part of raw as Readable) {
      length += (part as Buffer).length;
      if (length > most) throw new RequestError("body_too_large");
      yield part as Buffer;
    }
  } catch (error) {
    throw error instanceof RequestError ? error : new RequestError("malformed_request");
  }
}

/** @throws {RequestError} 400 or 413 */
export async function readJson(request: FastifyRequest): Promise<unknown> {
  const parts: Buffer[] = [];
  for await (const part of limited(request, mostJson)) parts.push(part);
  try {
    return parseWhole(new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(parts)));
  } catch {
    throw new RequestError("invalid_parameter", "the body is not JSON in UTF-8.");
  }
}

/**
 * Puts a body into a file for as long as `use` works with it. It holds personal data: nobody else can read it.
 *
 * @throws {RequestError} 400 or 413
 */
export async function withFile<Result>(
  request: FastifyRequest,
  use: (path: string) => Promise<Result>,
): Promise<Result> {
  // A process that was killed could not remove its own.
  for (const leftover of leftoversIn(tmpdir(), folderName)) await rm(leftover, { recursive: true, force: true });
  const folder = await mkdtemp(join(tmpdir(), ownName(folderName)));
  try {
    const path = join(folder, "body");
    await pipeline(limited(request, mostFile), createWriteStream(path, { mode: 0o600 }));
    return await use(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
