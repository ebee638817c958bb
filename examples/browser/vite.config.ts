/**
 * A web server for the page, which hands on what it asks of the API and adds the key. Behind a login of your own, it is all that
 * a page of your team needs; without one, everybody who reaches it reads the leads. It listens on this machine only.
 *
 *     pnpm --dir examples exec vite browser
 */
import { defineConfig } from "vite";

const { CHATBASE_API_KEY = "", CHATBASE_BASE_URL = "https://www.chatbase.co/api/v1" } = process.env;

export default defineConfig({
  root: import.meta.dirname,
  server: {
    host: "127.0.0.1",
    proxy: {
      "/api/v1": {
        target: new URL(CHATBASE_BASE_URL).origin,
        changeOrigin: true,
        headers: { authorization: `Bearer ${CHATBASE_API_KEY}` },
      },
    },
  },
});
