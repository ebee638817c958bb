/** The load generator as a process of its own, so that it can have a core of its own. Takes its order as JSON. */
import { load, type LoadOrder } from "./generator.ts";

console.log(JSON.stringify(await load(JSON.parse(process.argv[2] ?? "{}") as LoadOrder)));
