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
  if ((await snapshots.list()).some((each) => each.name === name)) return name;
  throw new RequestError("not_found");
}

function shown({ name, createdAt, bytes }: SnapshotSummary): unknown {
  return { name, createdAt: new Date(createdAt).toISOString(), bytes };
}

export async function listSnapshots(_: AdminInput, { store }: AdminContext): Promise<unknown> {
  return { snapshots: (await snapshotsOf(store).list()).map(shown) };
}

/** @throws {RequestError} 409, 501 */
export async function createSnapshot(
  { body }: AdminInput<{ readonly name: string }>,
  { store }: AdminContext,
): Promise<unknown> {
  const snapshots = snapshotsOf(store);
  if ((await snapshots.list()).some(({ name }) => name === body.name))
    throw new RequestError("conflict", "there is a snapshot with this name.");
  return shown(await snapshots.create(body.name));
}

/** @throws {RequestError} 404, 501 */
export async function deleteSnapshot(input: AdminInput, { store }: AdminContext): Promise<void> {
  const snapshots = snapshotsOf(store);
  await snapshots.delete(await known(snapshots, textOf(input, "name")));
}

/** @throws {RequestError} 404, 501 */
export async function restoreSnapshot(input: AdminInput, { store }: AdminContext): Promise<unknown> {
  const snapshots = snapshotsOf(store);
  await snapshots.restore(await known(snapshots, textOf(input, "name")));
  return await countsOf(store);
}
