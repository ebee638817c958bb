/** Bare Fastify: one route, one comparison of the key, a constant text. No validation, no data. */
import { readFileSync } from "node:fs";
import fastify from "fastify";

const [port, answer, authorization] = process.argv.slice(2);
const { headers, body } = JSON.parse(readFileSync(answer, "utf8"));
const app = fastify();

app.get("/api/v1/get-leads", (request, reply) => {
  if (request.headers.authorization !== authorization) return reply.code(401).send({ message: "No API key provided." });
  return reply.headers(headers).send(body);
});
await app.listen({ port: Number(port), host: "127.0.0.1" });
