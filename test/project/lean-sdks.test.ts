import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { writeFileSync } from "node:fs";
import { execa } from "execa";
import { describe, expect, test } from "vitest";
import { built } from "../helpers/built.ts";
import { dialects } from "../helpers/dialects.ts";
import { modelServer, says } from "../helpers/model-server.ts";
import { tempFolder } from "../helpers/temp-folder.ts";

const module = built(['export { openProvider } from "./src/adapters/providers/open-provider.ts";']);

/** A program that asks once, and tells what it was answered and whether Node's `fetch` was loaded for it. */
async function asking(settings: object): Promise<string> {
  const file = join(tempFolder(), "ask.mjs");
  writeFileSync(
    file,
    `import { openProvider } from ${JSON.stringify(pathToFileURL(await module).href)};
const clock = { now: () => Date.now(), elapsed: () => performance.now(), sleep: () => new Promise(() => {}) };
const ports = { source: {}, clock, random: { next: () => 0, hex: () => "" }, environment: { get: () => "a-key" } };
const provider = await openProvider("acme", { providers: { acme: ${JSON.stringify(settings)} } }, ports);
const { text } = await provider.call({ model: "small", params: {}, messages: [{ role: "user", parts: [{ kind: "text", text: "Hello" }] }] });
console.log(JSON.stringify({ text, fetched: process.moduleLoadList.some((name) => name.includes("undici")) }));
process.exit();
`,
  );
  return (await execa(process.execPath, [file])).stdout;
}

describe("what is bundled of the vendors' SDKs", () => {
  test.each(dialects.filter(({ streams }) => !streams))(
    "$name: a call loads nothing of Node's fetch, which takes longer to load than all else",
    async (dialect) => {
      const server = await modelServer();
      server.next(says({ text: "Good day" }));
      expect(JSON.parse(await asking(dialect.settings(server)))).toEqual({ text: "Good day", fetched: false });
    },
  );
});
