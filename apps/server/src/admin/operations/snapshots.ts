import { RequestError } from "../../http/errors.ts";
import type { Snapshots, SnapshotSummary } from "../../store/snapshots.ts";
import type { Store } from "../../store/store.ts";
import { type AdminContext, type AdminInput, textOf } from "../operation.ts";
import { countsOf } from "./reset.ts";

/** @throws {RequestError} 501 */
function snapshotsOf({ snapshots }: Store): Snapshots {
  if (snapshots === undefined) throw new RequestError("unsupported_store", "use pg_dump and pg_restore.");
  return snapshots;
}

/** @throws {RequestError} 404 */
async function known(snapshots: Snapshots, name: string): Promise<string> {
  if (await isThere(snapshots, name)) return name;
  throw new RequestError("not_found");
}

function shown({ name, createdAt, bytes }: SnapshotSummary): unknown {
  return { name, createdAt: new Date(createdAt).toISOString(), bytes };
}

export async function listSnapshots(_: AdminInput, { store }: AdminContext): Promise<unknown> {
  return { snapshots: (await snapshotsOf(store).list()).map(shown) };
}

/** Names of the snapshots that are being made. */
const beingMade = new WeakMap<Snapshots, Set<string>>();

async function isThere(snapshots: Snapshots, name: string): Promise<boolean> {
  return (await snapshots.list()).some((each) => each.name === name);
}

/** @throws {RequestError} 409, 501 */
export async function createSnapshot(
  { body: { name } }: AdminInput<{ readonly name: string }>,
  { store }: AdminContext,
): Promise<unknown> {
  const snapshots = snapshotsOf(store);
  const conflict = new RequestError("conflict", "there is a snapshot with this name.");
  if (await isThere(snapshots, name)) throw conflict;
  const names = beingMade.get(snapshots) ?? new Set();
  if (names.has(name)) throw conflict;
  beingMade.set(snapshots, names.add(name));
  try {
    return shown(await snapshots.create(name));
  } catch (error) {
    // Another process may have made one of this name.
    throw (await isThere(snapshots, name)) ? conflict : error;
  } finally {
    names.delete(name);
  }
}

/** @throws {RequestError} 404, 501 */
export async function deleteSnapshot(input: AdminInput, { store }: AdminContext): Promise<void> {
  const snapshots = snapshotsOf(store);
  await snapshots.delete(await known(snapshots, textOf(input, "name")));
}

/** @throws {RequestError} 404, 501 */
export async function restoreSnapshot(input: AdminInput, { store }: AdminContext): Promise<unknown> {
  const snapshots = snapshotsOf(store);
  const name = await known(snapshots, textOf(input, "name"));
  await snapshots.restore(name).catch(async (error: unknown) => {
    // It may have been deleted while this waited for its turn.
    throw (await isThere(snapshots, name)) ? error : new RequestError("not_found");
  });
  return await countsOf(store);
}
