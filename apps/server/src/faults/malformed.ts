import type { Fault } from "./fault.ts";

/** Puts a comma before the last bracket: the HTTP around it is right and nothing is cut, but the text does not parse. */
export const malformed: Fault = {
  does: "send JSON that does not parse",
  takes: "left out",
  example: "",
  read(value) {
    if (value !== "") return undefined;
    return { body: ({ text, type }) => ({ text: text.replace(/(?=\S\s*$)/, ","), type }) };
  },
};
