import { createServer } from "node:net";
import { once } from "node:events";
import { afterEach, beforeEach, expect, test } from "vitest";
import { gitIn } from "../../../src/adapters/git/run-git.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";

/** Takes every connection and never says a word. */
const silent = createServer();

beforeEach(async () => {
  silent.listen(0, "127.0.0.1");
  await once(silent, "listening");
});
afterEach(() => {
  silent.close();
});

test.each(["http", "git"])("a %s remote that accepts and never answers is given up, whatever git's helpers hold open", async (protocol) => {
  const sockets: { destroy(): void }[] = [];
  silent.on("connection", (socket) => sockets.push(socket));
  const { port } = silent.address() as { port: number };
  const git = gitIn(tempFolder());
  const out = await git.run(["ls-remote", `${protocol}://127.0.0.1:${port}/prompts.git`], { timeoutMs: 500 });
  expect(out).toEqual({ code: undefined, stdout: "", stderr: "" });
  expect(sockets.length).toBeGreaterThan(0);
  for (const socket of sockets) socket.destroy();
});
