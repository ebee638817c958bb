// `deno test`, whose sanitizers find timers and bodies that a test leaves behind: a team's tests of its own code have them on.
const [bundle, origin] = Deno.args;
const { createClient } = await import(bundle);

Deno.test({
  name: "a call leaves nothing behind",
  sanitizeOps: true,
  sanitizeResources: true,
  fn: async () => {
    const { items } = await createClient({ apiKey: "wire-key", baseUrl: `${origin}/ok` }).leads.list({
      chatbotId: "bot",
    });
    if (items.length === 0) throw new Error("expected leads");
  },
});
