/** Express with express-openapi-validator: requests are checked against the spec, answers are not; a constant page as data. */
import { readFileSync } from "node:fs";
import express from "express";
import openApiValidator from "express-openapi-validator";

const [port, answer, authorization, spec] = process.argv.slice(2);
const page = JSON.parse(JSON.parse(readFileSync(answer, "utf8")).body);
const app = express();

app.use(
  openApiValidator.middleware({
    apiSpec: spec,
    validateResponses: false,
    validateSecurity: { handlers: { bearerAuth: (request) => request.headers.authorization === authorization } },
  }),
);
app.get("/api/v1/get-leads", (_request, response) => response.json(page));
app.use((error, _request, response, _next) => response.status(error.status ?? 500).json({ message: error.message }));
app.listen(Number(port), "127.0.0.1");
