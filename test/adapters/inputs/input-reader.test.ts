import { createServer, type RequestListener } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { httpHeartbeat } from "../../../src/adapters/inputs/http-heartbeat.ts";
import { processInputReader } from "../../../src/adapters/inputs/input-reader.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";

const never = new AbortController().signal;
const limits = { maxBytes: 1_000, signal: never };
const node = process.execPath;

async function server(answer: RequestListener): Promise<string> {
  const made = createServer(answer).listen(0, "127.0.0.1");
  await once(made, "listening");
  onTestFinished(() => {
    made.close();
    made.closeAllConnections();
  });
  return `http://127.0.0.1:${(made.address() as AddressInfo).port}`;
}

const asks = (url: string, more = {}) => ({ url: new URL(url), name: "figures", headers: {}, allowPrivate: true, ...more });

describe("a program", () => {
  test("is run without a shell, with a plain environment, and what it prints is the value", async () => {
    const reader = processInputReader(tempFolder());
    const show = "process.stdout.write(JSON.stringify([process.argv.slice(1), Object.keys(process.env).includes('VITEST')]))";
    expect(JSON.parse(await reader.command([node, "-e", show, "--", "$(id)", "a b"], limits))).toEqual([["$(id)", "a b"], false]);
  });

  test("that fails, prints too much, or is not there is an error that says so", async () => {
    const reader = processInputReader(tempFolder());
    await expect(reader.command([node, "-e", "console.error('no figures'); process.exit(3)"], limits)).rejects.toMatchObject({
      code: "input-failed",
      message: expect.stringContaining("ended with code 3: no figures"),
    });
    await expect(reader.command([node, "-e", "process.stdout.write('x'.repeat(1001))"], limits)).rejects.toMatchObject({
      message: expect.stringContaining("more than 1000 bytes"),
    });
    await expect(reader.command(["no-such-program-here"], limits)).rejects.toMatchObject({
      code: "input-failed",
      message: expect.stringContaining("cannot be started"),
    });
  });

  test("is stopped with its signal", async () => {
    const ending = new AbortController();
    const running = processInputReader(tempFolder()).command([node, "-e", "setInterval(() => {}, 1000)"], { maxBytes: 10, signal: ending.signal });
    ending.abort(new Error("long enough"));
    await expect(running).rejects.toThrow("long enough");
  });
});

describe("a URL", () => {
  test("is asked with its headers, and redirects are followed without them elsewhere", async () => {
    const seen: (string | undefined)[] = [];
    const there = await server((request, response) => {
      seen.push(request.headers["x-key"] as string | undefined);
      response.end("figures");
    });
    const here = await server((request, response) => {
      seen.push(request.headers["x-key"] as string | undefined);
      response.writeHead(302, { location: `${there}/next` }).end();
    });
    expect(await processInputReader("/").http(asks(here, { headers: { "x-key": "secret-key" } }), limits)).toBe("figures");
    expect(seen).toEqual(["secret-key", undefined]);
  });

  test.each([
    "http://127.0.0.1:1/",
    "http://localhost:1/",
    "http://[::1]:1/",
    "http://[::ffff:127.0.0.1]:1/",
    "http://2130706433:1/",
    "http://0x7f000001:1/",
    "http://169.254.169.254/latest/meta-data/",
  ])("of a private address is refused unless it is allowed: %s", async (url) => {
    await expect(processInputReader("/").http(asks(url, { allowPrivate: false }), limits)).rejects.toMatchObject({ code: "private-address" });
  });

  test("that leads around in circles, fails, or says too much is an error without the URL", async () => {
    const round = await server((_request, response) => void response.writeHead(302, { location: "/secret-path" }).end());
    const broken = await server((_request, response) => void response.writeHead(500).end());
    const long = await server((_request, response) => void response.end("x".repeat(1_001)));
    const reader = processInputReader("/");
    await expect(reader.http(asks(round), limits)).rejects.toMatchObject({
      code: "input-failed",
      message: "figures gave nothing: it leads on more than 5 times.",
    });
    await expect(reader.http(asks(broken), limits)).rejects.toMatchObject({ message: "figures gave nothing: it answered with status 500." });
    await expect(reader.http(asks(long), limits)).rejects.toMatchObject({ message: "figures gave nothing: it is longer than 1000 bytes." });
    await expect(reader.http(asks("http://127.0.0.1:1/"), limits)).rejects.toMatchObject({
      message: "figures gave nothing: it cannot be reached (ECONNREFUSED).",
    });
  });
});

describe("a heartbeat", () => {
  test("is one request, and that nobody hears it is no error", async () => {
    const paths: (string | undefined)[] = [];
    const watcher = await server((request, response) => {
      paths.push(request.url);
      response.end();
    });
    expect(await httpHeartbeat.beat(new URL(`${watcher}/job/start`), true, never)).toBeUndefined();
    expect(paths).toEqual(["/job/start"]);
    expect(await httpHeartbeat.beat(new URL(`${watcher}/job`), false, never)).toContain("private network");
    expect(await httpHeartbeat.beat(new URL("http://127.0.0.1:1/"), true, never)).toContain("was not heard");
  });
});
