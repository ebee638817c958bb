// In Node, Deno and Bun: the bundle and the origin come as arguments.
import { runSuite } from "./suite.mjs";

const [bundle, origin] = globalThis.Deno?.args ?? process.argv.slice(2);
const held = await runSuite(await import(bundle), origin);
console.log(`${held.length} held`);
