import { ArgumentError } from "./errors/argument-error.ts";

/** Where an incremental sync stands. */
export interface Position {
  readonly chatbotId: string;
  /** Milliseconds since 1970 of the newest lead given; minus infinity when none was, which JSON writes as null. */
  readonly newest: number;
  /** Ids of the leads within the overlap before it. */
  readonly ids: readonly string[];
}

/** JSON, so that it can be stored anywhere that holds text. */
export function writeCursor({ chatbotId, newest, ids }: Position): string {
  return JSON.stringify({ v: 1, chatbotId, newest, ids });
}

/** @throws ArgumentError when it is no cursor, or one of another chatbot */
export function readCursor(cursor: unknown, chatbotId: string): Position {
  if (cursor === undefined) return { chatbotId, newest: -Infinity, ids: [] };
  const { v, newest, ids, ...rest } = parse(cursor);
  if (v !== 1 || !Array.isArray(ids) || (newest !== null && typeof newest !== "number")) {
    throw new ArgumentError("cursor", "expected what the last sync gave, or undefined");
  }
  if (rest.chatbotId !== chatbotId) throw new ArgumentError("cursor", "is of another chatbot");
  return { chatbotId, newest: newest ?? -Infinity, ids };
}

function parse(cursor: unknown): { v?: unknown; newest?: unknown; ids?: unknown; chatbotId?: unknown } {
  try {
    return Object(JSON.parse(cursor as string)) as object;
  } catch {
    return {};
  }
}
