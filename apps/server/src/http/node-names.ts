/** What HTTP names, as Node knows it. Not imported: that would load undici, which `node:http` gives out too, and nobody here needs. */
const http = process.getBuiltinModule("node:http");

/** Every method that the parser knows. */
export const { METHODS } = http;

/** Status -> the standard's name of it. */
export const { STATUS_CODES } = http;
