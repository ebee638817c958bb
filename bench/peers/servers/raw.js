/** Bare node:http: the same bytes for every request, nothing looked at. What no server on Node can beat. */
import { readFileSync } from "node:fs";
import { createServer } from "node:http";

const [port, answer] = process.argv.slice(2);
const { headers, body } = JSON.parse(readFileSync(answer, "utf8"));
const bytes = Buffer.from(body);

createServer((_request, response) => {
  response.writeHead(200, headers).end(bytes);
}).listen(Number(port), "127.0.0.1");
