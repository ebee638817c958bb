/** URLs of Postgres databases: told from paths, and shown without what is secret in them. Needs no driver. */

import { resolve } from "node:path";

/** Whether a store's location is the URL of a Postgres database. */
export function isPostgresUrl(location: string): boolean {
  return /^postgres(?:ql)?:\/\//i.test(location);
}

/** The location of a store as it may be shown: of a URL the user, the host and the database, never a password or parameter. */
export function describeLocation(location: string): string {
  if (!isPostgresUrl(location)) return location;
  if (!URL.canParse(location)) return "postgres://…";
  const { username, host, searchParams, pathname } = new URL(location);
  const user = username === "" ? "" : `${username}@`;
  return `postgres://${user}${searchParams.get("host") ?? host}${pathname}`;
}

/** The location of a store for whoever may be in another folder: as {@link describeLocation}, with the whole path of a file. */
export function placeOf(location: string): string {
  return isPostgresUrl(location) || location === ":memory:" ? describeLocation(location) : resolve(location);
}
