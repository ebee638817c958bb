/**
 * Opens a bundle in a real browser, on a page of its own origin, and prints the browser's version and what the page found.
 *
 *     node open-page.ts TOOLS BUNDLE BASE_URL
 *
 * The API answers no other origin than its own, as production does: so the page and the API share one, behind a small proxy,
 * as behind a team's own web server.
 */
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

interface Page {
  goto(url: string): Promise<unknown>;
  evaluate(expression: string): Promise<unknown>;
}
interface Browser {
  version(): string;
  newPage(): Promise<Page>;
  close(): Promise<void>;
}
interface Playwright {
  chromium: { launch(options: { executablePath?: string; channel?: string; args: string[] }): Promise<Browser> };
}
interface ChromiumPackage {
  default: { executablePath(): Promise<string> };
}

const [, , tools = "", bundle = "", baseUrl = ""] = process.argv;

const requireTool = createRequire(join(tools, "package.json"));

/** Serves the page, and hands on everything below the API's path. */
async function answer({ url = "/", headers }: IncomingMessage, response: ServerResponse): Promise<void> {
  if (url === "/") {
    response.setHeader("content-type", "text/html").end('<script type="module" src="/bundle.js"></script>');
  } else if (url === "/bundle.js") {
    response.setHeader("content-type", "text/javascript").end(readFileSync(bundle));
  } else {
    const { authorization = "" } = headers;
    const passedOn = await fetch(new URL(url, baseUrl), { headers: { authorization } });
    response.writeHead(passedOn.status, { "content-type": passedOn.headers.get("content-type") ?? "" });
    response.end(await passedOn.bytes());
  }
}

/** The browser from the registry is built for Linux; elsewhere an installed Chrome is used. */
async function findBrowser(): Promise<{ executablePath: string } | { channel: string }> {
  if (process.platform !== "linux") return { channel: "chrome" };
  const path = requireTool.resolve("@sparticuz/chromium");
  const { default: chromium } = (await import(pathToFileURL(path).href)) as ChromiumPackage;
  return { executablePath: await chromium.executablePath() };
}

/** What it takes to run as root in a container. The package's own list also takes rules of the web away. */
const flags = ["--no-sandbox", "--no-zygote", "--disable-gpu"];

const { chromium: playwright } = requireTool("playwright-core") as Playwright;
const server = createServer((request, response) => {
  // The page then sees a connection that broke, and says so.
  answer(request, response).catch(() => response.destroy());
}).listen(0, "127.0.0.1");
const browser = await playwright.launch({ args: flags, ...(await findBrowser()) });
try {
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  process.stdout.write(`Chromium ${browser.version()}\n${String(await page.evaluate("globalThis.outcome"))}\n`);
} finally {
  await browser.close();
  server.close();
}
