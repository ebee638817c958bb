/**
 * `node --import ./broken.ts …`: the program with one place of its source changed, as CHATBASE_BROKEN says: a JSON array of the end
 * of the file's path, the text to find and the text to put there. A battery that a broken build passes proves nothing.
 */
import { registerHooks } from "node:module";

const [file, find, replace] = JSON.parse(process.env["CHATBASE_BROKEN"] ?? "[]") as [string, string, string];

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    if (!url.endsWith(file)) return loaded;
    const source = Buffer.from((loaded.source ?? "") as Uint8Array).toString();
    if (!source.includes(find)) throw new Error(`${file} does not contain ${find}`);
    return { ...loaded, source: source.replace(find, replace) };
  },
});
