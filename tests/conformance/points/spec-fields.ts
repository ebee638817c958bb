import document from "@chatbase-kit/spec/openapi.json" with { type: "json" };

const { properties, required } = document.components.schemas.Lead;

/** The fields of a lead as the spec has them today, so that a changed spec changes what is looked for. */
export const schemas: { readonly known: readonly string[]; readonly required: readonly string[] } = {
  known: Object.keys(properties),
  required,
};
