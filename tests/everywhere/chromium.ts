import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

interface Browser {
  newPage(): Promise<{ goto(url: string): Promise<unknown>; evaluate(expression: string): Promise<unknown> }>;
  close(): Promise<void>;
}
interface Playwright {
  chromium: { launch(options: { executablePath?: string; channel?: string; args: string[] }): Promise<Browser> };
}
interface ChromiumPackage {
  default: { executablePath(): Promise<string> };
}

/** What it takes to run as root in a container. The package's own list also takes rules of the web away. */
const flags = ["--no-sandbox", "--no-zygote", "--disable-gpu"];

/** Opens a page in Chromium, and gives what its script leaves in `globalThis.outcome`. */
export async function openPage(tools: string, url: string): Promise<string> {
  const requireTool = createRequire(join(tools, "package.json"));
  const { chromium } = requireTool("playwright-core") as Playwright;
  const browser = await chromium.launch({ args: flags, ...(await find()) });
  try {
    const page = await browser.newPage();
    await page.goto(url);
    return String(await page.evaluate("globalThis.outcome"));
  } finally {
    await browser.close();
  }

  /** The browser from the registry is built for Linux; elsewhere an installed Chrome is used. */
  async function find(): Promise<{ executablePath: string } | { channel: string }> {
    if (process.platform !== "linux") return { channel: "chrome" };
    const path = requireTool.resolve("@sparticuz/chromium");
    const { default: binary } = (await import(pathToFileURL(path).href)) as ChromiumPackage;
    return { executablePath: await binary.executablePath() };
  }
}
