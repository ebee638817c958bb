import type { IncomingMessage } from "node:http";

/** The header fields of a request that its checks ask for, by their names in lower case. */
export interface RequestHead {
  /** How often there is a Host. Node drops repeats; only the raw list tells. */
  hosts: number;
  /** The first of them. */
  host: string | undefined;
  /** How often there is an Authorization. */
  authorizations: number;
  /** The first of them. */
  authorization: string | undefined;
  /** All of them, joined. */
  coding: string | undefined;
  /** Bytes of the body. */
  length: string | undefined;
  /** The last Prefer. */
  prefer: string | undefined;
  /** Whether there is an Upgrade. */
  upgrades: boolean;
}

function take(head: RequestHead, name: string, value: string): void {
  if (name === "host") {
    head.hosts += 1;
    head.host ??= value;
  } else if (name === "authorization") {
    head.authorizations += 1;
    head.authorization ??= value;
  } else if (name === "transfer-encoding") head.coding = head.coding === undefined ? value : `${head.coding}, ${value}`;
  else if (name === "content-length") head.length ??= value;
  else if (name === "prefer") head.prefer = value;
  else if (name === "upgrade") head.upgrades = true;
}

/** Lengths of the names that {@link take} knows: the others need not be read. */
const lengths = new Set(
  ["host", "authorization", "transfer-encoding", "content-length", "prefer", "upgrade"].map(({ length }) => length),
);

/** Reads what the checks ask for in one go. `request.headers` would make an object of all fields, which costs as much as the checks. */
export function headOf({ rawHeaders }: IncomingMessage): RequestHead {
  const head: RequestHead = {
    hosts: 0,
    host: undefined,
    authorizations: 0,
    authorization: undefined,
    coding: undefined,
    length: undefined,
    prefer: undefined,
    upgrades: false,
  };
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const field = rawHeaders[index] as string;
    if (lengths.has(field.length)) take(head, field.toLowerCase(), rawHeaders[index + 1] as string);
  }
  return head;
}
