// Dredd loads its hooks with require() and offers them `hooks` as a module; this file only introduces the two.
import type { StrictHooks, Transaction } from "./transaction.ts";

interface DreddHooks {
  readonly configuration: { readonly custom: { readonly hooks: StrictHooks } };
  beforeAll(hook: (transactions: Transaction[]) => void): void;
  beforeEach(hook: (transaction: Transaction) => void): void;
  afterEach(hook: (transaction: Transaction) => void): void;
  afterAll(hook: (transactions: Transaction[]) => void): void;
}

const dredd = require("hooks") as DreddHooks;
const { hooks } = dredd.configuration.custom;

dredd.beforeAll(hooks.beforeAll);
dredd.beforeEach(hooks.beforeEach);
dredd.afterEach(hooks.afterEach);
dredd.afterAll(hooks.afterAll);
