/** Tests of a release that its successor may fail without breaking a promise. */

export interface Superseded {
  /** Version of the release whose test it is; the entry means nothing for any other. */
  version: string;
  /** Test file, relative to the root. */
  file: string;
  /** Why no user notices. */
  why: string;
}

/** An entry is an exception, to be reviewed like one: a test that counts all errors, say, when a new error is added. */
export const superseded: Superseded[] = [];
