/** The parts of dredd's transaction that the hooks read and write; dredd carries no types. */
export interface Transaction {
  /** Title in dredd's reports; the hooks make it `getLeads 200`. */
  id: string;
  /** Path and query of the request, with the base path. */
  fullPath: string;
  readonly request: { readonly method: string; readonly headers: Record<string, string> };
  readonly origin: { readonly resourceName: string };
  readonly expected: { readonly statusCode: string; bodySchema?: string };
  /** The answer; absent before the request, and when the connection failed. */
  readonly real?: { readonly statusCode: number; readonly headers: Record<string, string>; readonly body?: string };
  skip: boolean;
  /** Why the transaction fails although dredd's own validation is content. */
  fail?: string;
  /** The verdict of dredd's own validation. */
  readonly test?: { readonly valid: boolean; message: string };
}

/** What is registered with dredd. Each takes one argument: by their length dredd tells that they are synchronous. */
export interface StrictHooks {
  readonly beforeAll: (transactions: Transaction[]) => void;
  readonly beforeEach: (transaction: Transaction) => void;
  readonly afterEach: (transaction: Transaction) => void;
  readonly afterAll: (transactions: Transaction[]) => void;
}
