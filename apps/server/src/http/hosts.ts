import type { Config } from "../config.ts";
import { isLoopback } from "../loopback.ts";

/** Names that nobody can buy: they are reserved (RFC 2606, RFC 6761, ICANN's `internal`), or production's own. */
const harmless =
  "localhost test example invalid internal home.arpa example.com example.net example.org chatbase.co".split(" ");

/** Without the port, and without the dot that ends a full name. */
function nameOf(host: string): string {
  return host
    .replace(/:[0-9]*$/, "")
    .replace(/\.$/, "")
    .toLowerCase();
}

function isAddress(name: string): boolean {
  return name.startsWith("[") || /^[0-9]+(?:\.[0-9]+){3}$/.test(name);
}

function isWithin(name: string, domain: string): boolean {
  return name === domain || name.endsWith(`.${domain}`);
}

/** The host that a target in absolute form names; then Host does not count (RFC 9112 section 3.2.2). */
export function authorityOf(target = ""): string | undefined {
  return /^https?:\/\/(?:[^/?]*@)?([^/?]*)/i.exec(target)?.[1];
}

/**
 * Which hosts a server answers for. One on a loopback address refuses names that a stranger can own: a web page under such a name
 * can make it mean this machine and then read what this server gives out (DNS rebinding). Addresses, names without a dot and
 * reserved names cannot be used so. `allowedHosts` names others, with those below them; `*` is all.
 *
 * @returns a question about the value of a valid Host field.
 */
export function hostQuestion({ host, allowedHosts }: Pick<Config, "host" | "allowedHosts">): (host: string) => boolean {
  const named = allowedHosts.split(",").map((name) => name.trim().toLowerCase());
  if (named.includes("*") || (allowedHosts === "auto" && !isLoopback(host))) return () => true;
  const domains = [...harmless, ...named];
  // Nearly every client sends the same value each time.
  let last: string | undefined;
  return (value) => {
    if (value === last) return true;
    const name = nameOf(value);
    const isOurs =
      !name.includes(".") || isAddress(name) || name === host || domains.some((domain) => isWithin(name, domain));
    if (isOurs) last = value;
    return isOurs;
  };
}
