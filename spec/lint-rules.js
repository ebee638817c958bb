// Redocly loads plugins as plain JavaScript, so this file is the one of the package that is not TypeScript.

/** Every 4xx and 5xx answer carries the schema `ErrorMessage` as JSON, so that a client needs one way to read a failure. */
function errorResponsesUseErrorSchema() {
  return {
    Responses(responses, { report, location, resolve }) {
      for (const [status, reference] of Object.entries(responses)) {
        if (!/^([45]|default)/.test(status)) continue;
        const response = resolve(reference).node ?? reference;
        if (response.content?.["application/json"]?.schema?.$ref === "#/components/schemas/ErrorMessage") continue;
        report({
          message: `Response ${status} must be application/json with $ref '#/components/schemas/ErrorMessage'.`,
          location: location.child([status]),
        });
      }
    },
  };
}

/** `security-defined` is content with `security: []`, which makes an operation public. No operation of Chatbase is. */
function securityIsNotWaived() {
  return {
    Operation({ security }, { report, location }) {
      const waived = security?.length === 0 || security?.some((requirement) => Object.keys(requirement).length === 0);
      if (!waived) return;
      report({ message: "Every operation needs an API key.", location: location.child(["security"]) });
    },
  };
}

export default function kit() {
  return {
    id: "kit",
    rules: {
      oas3: {
        "error-responses-use-error-schema": errorResponsesUseErrorSchema,
        "security-is-not-waived": securityIsNotWaived,
      },
    },
  };
}
