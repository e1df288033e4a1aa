import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { failureOf } from "../../src/adapters/destinations/file.ts";
import type { DestinationSettings } from "../../src/core/destinations/registry.ts";
import { opened, ports, secrets, sendInput } from "../helpers/destination-peers.ts";
import { smallDisk } from "../helpers/small-disk.ts";
import { tempFolder } from "../helpers/temp-folder.ts";
import { destinationContract, type DestinationPeer } from "./destination.ts";

const program = (body: string) => [process.execPath, "-e", body];

/** A program that keeps its input and does what a file beside it says. */
async function commandPeer(): Promise<DestinationPeer & { readonly root: string; readonly log: () => string[] }> {
  const root = tempFolder();
  const log = () => (existsSync(join(root, "log")) ? readFileSync(join(root, "log"), "utf8").trimEnd().split("\n") : []);
  const settings: DestinationSettings<"command"> = {
    kind: "command",
    command: program(`
      const { appendFileSync, readFileSync } = require("node:fs");
      const input = readFileSync(0, "utf8");
      appendFileSync("log", JSON.stringify({ input, id: process.env.PROMPTOPS_DELIVERY, token: process.env.TOKEN, password: process.env.PASSWORD ?? null }) + "\\n");
      const fate = readFileSync("fate", "utf8");
      if (fate === "hang") setInterval(() => undefined, 1000);
      else if (fate === "cut") process.kill(process.pid, "SIGKILL");
      else { process.stderr.write("my token is " + process.env.TOKEN); process.exitCode = Number(fate); }
    `),
    env: ["TOKEN"],
    timeout_seconds: 2,
  };
  const does = (fate: string) => writeFileSync(join(root, "fate"), fate);
  return {
    root,
    log,
    send: await opened(settings, ports({ root })),
    input: await sendInput(settings),
    secrets: Object.values(secrets),
    taken: () => log().length,
    accepts: () => does("0"),
    isBusy: () => does("75"),
    refuses: () => does("3"),
    hangs: () => does("hang"),
    cuts: () => does("cut"),
    async arrival() {
      while (log().length === 0) await setTimeout(5);
    },
  };
}

describe("command", () => {
  destinationContract(commandPeer);
});

describe("a program", () => {
  it("gets the delivery as JSON, its name, the variables it was promised, and no others", async () => {
    const { send, input, accepts, log } = await commandPeer();
    accepts();
    await send(input);
    const [line = ""] = log();
    const seen = JSON.parse(line) as { readonly input: string; readonly id: string; readonly token: string; readonly password: string | null };
    expect(seen).toMatchObject({ id: input.intent, token: secrets.TOKEN, password: null });
    expect(JSON.parse(seen.input)).toMatchObject({ title: "Morning news", content: "**Rates** rose." });
  });

  it("is started without a shell, whatever its arguments look like", async () => {
    const root = tempFolder();
    const settings: DestinationSettings<"command"> = {
      kind: "command",
      command: [...program("require('node:fs').writeFileSync('args', process.argv[1])"), "$(touch pwned); `touch pwned`"],
    };
    expect(await (await opened(settings, ports({ root })))(await sendInput(settings))).toMatchObject({ outcome: "delivered" });
    expect(readFileSync(join(root, "args"), "utf8")).toBe("$(touch pwned); `touch pwned`");
    expect(readdirSync(root)).toEqual(["args"]);
  });

  it("that cannot be started was not", async () => {
    const settings: DestinationSettings<"command"> = { kind: "command", command: ["./no-such-program"] };
    expect(await (await opened(settings))(await sendInput(settings))).toMatchObject({
      outcome: "refused",
      sentence: expect.stringContaining("cannot be started") as string,
    });
  });
});

async function filePeer(
  more: Partial<DestinationSettings<"file">> = {},
): Promise<DestinationPeer & { readonly root: string; readonly settings: DestinationSettings<"file"> }> {
  const root = tempFolder();
  const settings: DestinationSettings<"file"> = { kind: "file", path: "out/{job}/{date}.md", ...more };
  return {
    root,
    settings,
    send: await opened(settings, ports({ root })),
    input: await sendInput(settings),
    secrets: Object.values(secrets),
    taken: () => (existsSync(join(root, "out/daily/2026-11-20.md")) ? 1 : 0),
    accepts: () => undefined,
    refuses: () => {
      mkdirSync(join(root, "out/daily/2026-11-20.md"), { recursive: true });
    },
  };
}

describe("file", () => {
  destinationContract(() => filePeer());
});

describe("a file", () => {
  it("is named after job and day, written whole, and replaced by the next one", async () => {
    const { root, send, input } = await filePeer();
    expect(await send(input)).toEqual({ outcome: "delivered", externalId: "out/daily/2026-11-20.md" });
    await send({ ...input, payload: { ...input.payload, body: "# Another\n" } });
    expect(readFileSync(join(root, "out/daily/2026-11-20.md"), "utf8")).toBe("# Another\n");
    expect(readdirSync(join(root, "out/daily"))).toEqual(["2026-11-20.md"]);
  });

  it("that is appended to holds a delivery once, however often it is sent", async () => {
    const { root, send, input } = await filePeer({ path: "news.md", mode: "append" });
    writeFileSync(join(root, "news.md"), "# By hand\n");
    await send(input);
    await send(input);
    await send({ ...input, intent: "20261120T09-0123456789abcdef01234567" });
    const text = readFileSync(join(root, "news.md"), "utf8");
    expect(text.startsWith("# By hand\n\n# Morning news\n")).toBe(true);
    expect(text.match(/# Morning news/g)).toHaveLength(2);
    expect(text.split(`<!-- ${input.intent}.1 -->`)).toHaveLength(2);
  });

  it.each([
    ["through a link to elsewhere", (root: string, outside: string) => symlinkSync(outside, join(root, "out")), "out/x.md"],
    ["in git's own folder", () => undefined, ".git/hooks/post-commit"],
    ["in git's own folder, whatever its letters", () => undefined, ".GIT/config"],
    ["above the repository", () => undefined, "../x.md"],
    ["above it by way of inside", () => undefined, "out/../../x.md"],
  ])("is not written %s", async (_name, prepare, path) => {
    const [outside, root] = [tempFolder(), tempFolder()];
    prepare(root, outside);
    const settings: DestinationSettings<"file"> = { kind: "file", path };
    expect(await (await opened(settings, ports({ root })))(await sendInput(settings))).toMatchObject({ outcome: "refused" });
    expect(readdirSync(outside)).toEqual([]);
  });

  it("that cannot be written because a file lies in its way says so, and leaves nothing behind", async () => {
    const { root, send, input } = await filePeer({ path: "out/x.md" });
    writeFileSync(join(root, "out"), "in the way");
    expect(await send(input)).toMatchObject({ outcome: "refused" });
    expect(readdirSync(root)).toEqual(["out"]);
    expect(readFileSync(join(root, "out"), "utf8")).toBe("in the way");
  });

  it("waits for room on a full disk, and for a disk that may be written; nothing half-written is left", async ({ skip }) => {
    const disk = smallDisk(1);
    if (disk === undefined) return skip("nobody may mount a disk here");
    const settings: DestinationSettings<"file"> = { kind: "file", path: "out.md" };
    const send = await opened(settings, ports({ root: disk.folder }));
    expect(await send(await sendInput(settings, { content: "x".repeat(2_000_000) }))).toMatchObject({
      outcome: "retry",
      sentence: expect.stringContaining("ENOSPC") as string,
    });
    expect(readdirSync(disk.folder)).toEqual([]);
    disk.readOnly(true);
    expect(await send(await sendInput(settings))).toMatchObject({ outcome: "retry", sentence: expect.stringContaining("EROFS") as string });
    disk.readOnly(false);
    expect(await send(await sendInput(settings))).toMatchObject({ outcome: "delivered" });
  });

  it.each([
    ["ENOSPC", "retry"],
    ["EDQUOT", "retry"],
    ["EMFILE", "retry"],
    ["EACCES", "retry"],
    ["EISDIR", "refused"],
  ])("is tried again when what was wrong may pass: %s", (code, outcome) => {
    expect(failureOf("x.md", Object.assign(new Error(`${code}: it failed`), { code }))).toEqual({
      outcome,
      sentence: `x.md cannot be written: ${code}: it failed.`,
    });
  });
});
