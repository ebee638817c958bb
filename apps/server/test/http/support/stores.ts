import { openStore, type Store } from "../../../src/index.ts";

/** A store in memory of which some methods are others. */
export function storeWith(others: Partial<Store>, store: Store = openStore(":memory:")): Store {
  return new Proxy(store, {
    get(target, name) {
      const value: unknown = Reflect.get(others, name) ?? Reflect.get(target, name, target);
      return typeof value === "function" ? (value.bind(target) as unknown) : value;
    },
  });
}

/** A gate at which callers wait until it is opened. */
export function gate() {
  const opened = Promise.withResolvers<void>();
  const reached = Promise.withResolvers<void>();
  return {
    /** Resolves when somebody waits. */
    reached: reached.promise,
    open: opened.resolve,
    pass: async (): Promise<void> => {
      reached.resolve();
      await opened.promise;
    },
  };
}
