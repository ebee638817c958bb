import type { Store } from "../../../src/store/store.ts";

/** A store that can be broken: from then on every use of it fails. */
export function breakableStore(inner: Store): { store: Store; breakWith: (error: Error | undefined) => void } {
  let failure: Error | undefined;
  const breakable = <Target extends object>(target: Target): Target =>
    new Proxy(target, {
      get(_, name) {
        const member: unknown = Reflect.get(target, name);
        if (typeof member === "object" && member !== null) return breakable(member);
        if (typeof member !== "function") return member;
        const error = failure;
        if (error === undefined) return member.bind(target) as unknown;
        return () => Promise.reject(error);
      },
    });
  return { store: breakable(inner), breakWith: (error) => void (failure = error) };
}
