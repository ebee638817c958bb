/** What stands between a tarball and the registry. */
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { checkPacked, integrityOf, readPacked } from "./packed.ts";
import { expectServed } from "./publish.ts";
import { hasTypes } from "./tarball-checks.ts";

let folder: string;
const tarball = () => join(folder, "packages/client-0.1.0.tgz");
const packedClient = () => readPacked(folder);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "packed-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, "packages/client"), { recursive: true });
  writeFileSync(tarball(), "the bytes of a tarball");
  writeManifest("0.1.0");
  const integrity = integrityOf(readFileSync(tarball()), "sha256");
  const release = { kind: "publish", name: "@chatbase-kit/client", version: "0.1.0" };
  const plan = [[{ ...release, tarball: { path: "packages/client-0.1.0.tgz", integrity } }]];
  writeFileSync(join(folder, "publish-plan.json"), JSON.stringify({ version: 1, plan }));
});

/** Sources and tarballs share a folder here. */
function writeManifest(version: string) {
  const manifest = { name: "@chatbase-kit/client", version };
  writeFileSync(join(folder, "packages/client/package.json"), JSON.stringify(manifest));
}

describe("before publishing", () => {
  test("tarballs as they were packed pass", () => {
    expect(() => checkPacked(packedClient(), folder)).not.toThrow();
  });

  test("a tarball that changed since is refused", () => {
    appendFileSync(tarball(), "!");
    expect(() => checkPacked(packedClient(), folder)).toThrow("client-0.1.0.tgz is not what was packed");
  });

  test("a tarball of other sources is refused", () => {
    writeManifest("0.2.0");
    expect(() => checkPacked(packedClient(), folder)).toThrow("client@0.1.0 was packed, and 0.2.0 is in the sources");
  });

  test("a package that was left out is missed", () => {
    expect(() => checkPacked([], folder)).toThrow("@chatbase-kit/client@0.1.0 was not packed");
  });

  test("a package without types is seen, though there is nothing wrong with them", () => {
    expect(hasTypes(JSON.stringify({ analysis: { types: false } }))).toBe(false);
    expect(hasTypes(JSON.stringify({ analysis: { types: { kind: "included" } } }))).toBe(true);
  });
});

describe("after publishing", () => {
  /** A registry that has one package. */
  async function registry(bytes: string, integrity: string): Promise<string> {
    const server = createServer(({ url, headers }, response) => {
      if (headers.authorization !== "Bearer secret") return response.writeHead(401).end();
      if (url === "/npm/client.tgz") return response.end(bytes);
      const dist = { integrity, tarball: `http://${headers.host ?? ""}/npm/client.tgz` };
      return response.end(
        JSON.stringify({ versions: url === "/npm/@chatbase-kit%2fclient" ? { "0.1.0": { dist } } : {} }),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/npm`;
  }
  const bytes = "the bytes of a tarball";
  const hash = (text: string) => integrityOf(Buffer.from(text), "sha512");

  async function served(url: string, version = "0.1.0") {
    const [client] = packedClient();
    if (client === undefined) throw new Error("nothing was packed");
    await expectServed({ ...client, version }, { registry: url, token: "secret", provenance: false }, 0);
  }

  test("a registry that serves the tested tarball is fine, below a path too", async () => {
    await expect(served(await registry(bytes, hash(bytes)))).resolves.toBeUndefined();
  });

  test("a registry that serves other bytes is noticed", async () => {
    await expect(served(await registry("other bytes", hash(bytes)))).rejects.toThrow("the registry serves sha512-");
  });

  test("a registry that names another hash is noticed", async () => {
    await expect(served(await registry(bytes, hash("other")))).rejects.toThrow("the registry names the hash sha512-");
  });

  test("a registry that does not have the version is noticed", async () => {
    await expect(served(await registry(bytes, hash(bytes)), "0.2.0")).rejects.toThrow(
      "does not show @chatbase-kit/client@0.2.0",
    );
  });
});
