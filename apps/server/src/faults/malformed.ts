import type { Fault } from "./fault.ts";

/** Sends the first half of the JSON as if it were all: the HTTP around it is right, the text does not parse. */
export const malformed: Fault = {
  does: "send JSON that does not parse",
  takes: "left out",
  example: "",
  read(value) {
    if (value !== "") return undefined;
    return { body: ({ text, type }) => ({ text: text.slice(0, Math.ceil(text.length / 2)), type }) };
  },
};
