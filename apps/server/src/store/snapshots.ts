/** A copy of all that a store holds. */
export interface SnapshotSummary {
  readonly name: string;
  /** In milliseconds since 1970. */
  readonly createdAt: number;
  readonly bytes: number;
}

/** Copies of a store, to go back to. Names are letters, digits, `_` and `-`; whether there is one of a name, the caller asks before. */
export interface Snapshots {
  /** All of them, by name. */
  list(): Promise<SnapshotSummary[]>;
  /** Keeps a copy of what is committed. */
  create(name: string): Promise<SnapshotSummary>;
  delete(name: string): Promise<void>;
  /** Goes back to a copy: readers see the one state or the other. */
  restore(name: string): Promise<void>;
}
