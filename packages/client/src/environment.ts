/**
 * A variable of the environment, in runtimes that have one. `globalThis.process` is how Node, Deno, Bun and Workers all
 * spell it; without the permission to read it, Deno throws, which is as good as not set.
 */
export function environment(name: string): string | undefined {
  try {
    return (globalThis as { process?: { env?: Record<string, string | undefined> } }).process?.env?.[name];
  } catch {
    return undefined;
  }
}
