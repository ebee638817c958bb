// Not imported: that would load undici, which `node:http` gives out too, and nobody here needs.
/** Status -> the standard's name of it. */
export const { STATUS_CODES } = process.getBuiltinModule("node:http");
