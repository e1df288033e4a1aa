import { expect, test } from "vitest";
import { deliveryProject, run } from "../helpers/delivery-project.ts";
import { answers, cuts, hangs } from "../helpers/receiver.ts";
import { runCli } from "../helpers/run-cli.ts";
import { runJson } from "../helpers/run-json.ts";
import { startCli } from "../helpers/running-cli.ts";

test("deliveries are listed, shown, resolved, retried and replayed, with exits that scripts can tell apart", async () => {
  const { temp, peer, deps, prepare, environment } = await deliveryProject(Date.now());
  const options = { cwd: temp.root, env: environment };
  const cli = (...args: string[]) => runCli(args, options);
  const before = await deps();
  const [hook, chat] = await prepare(before, [{ name: "hook" }, { name: "chat" }]);
  const [hookId = "", chatId = ""] = [hook?.intent, chat?.intent];

  peer.next((response, request) => (request.path === "/hook" ? answers(404, "gone fishing") : cuts)(response, request));
  const first = await runJson(["deliveries", "retry", "--pending"], options);
  expect(first.exitCode).toBe(1);
  expect(await cli("deliveries", "list")).toMatchObject({
    exitCode: 0,
    stdout: expect.stringMatching(new RegExp(`^delivery .*\\n(?:.*\\n)*${chatId} +held +.*chat \\(slack\\) +0/1`)),
  });
  expect((await runJson(["deliveries", "list", "--status", "dead"], options)).json.data).toMatchObject({ deliveries: [{ delivery: hookId, status: "dead" }] });
  expect((await cli("deliveries", "show", chatId, "--body")).stdout).toMatch(
    /unknown .*no answer came back.*\n\npart 1.*\n.*An invoice is missing.*\nnext: .* deliveries resolve/s,
  );
  expect((await runJson(["deliveries", "show", chatId], options)).json.data).toMatchObject({ delivery: { status: "held" } });

  peer.next(answers(200, "ok"));
  expect(await cli("deliveries", "retry", hookId)).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("error[missing-reason]") });
  expect(await cli("deliveries", "retry")).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("--pending") });
  expect(await cli("deliveries", "retry", hookId, "--reason", "it is back")).toMatchObject({
    exitCode: 0,
    stdout: expect.stringContaining(`delivered ${hookId}`),
  });
  expect((await runJson(["deliveries", "resolve", chatId, "--arrived", "--reason", "seen"], options)).json.data).toMatchObject({ left: 0 });
  expect(await cli("deliveries", "resolve", chatId, "--lost", "--reason", "x")).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining("error[not-held]"),
  });
  expect(await cli("deliveries", "list")).toMatchObject({ exitCode: 0, stdout: "Every delivery has arrived.\n" });

  const replayed = await runJson(["deliveries", "replay", run, "--to", "other", "--reason", "moved"], options);
  expect(replayed).toMatchObject({ exitCode: 0, json: { data: { outcome: "replayed", deliveries: [{ status: "delivered", destination: "other" }] } } });
  expect((await cli("deliveries", "replay", run, "--dry-run", "--reason", "look")).stdout).toMatch(/^Would deliver .*Nothing was sent or written\./);
  const { length } = peer.received;
  expect(peer.received.at(-1)?.path).toBe("/other");

  // A test is marked as one, by the same way, and recorded nowhere.
  const tip = await temp.git("rev-parse", "promptops/ledger");
  expect((await runJson(["destinations", "test", "hook"], options)).json.data).toMatchObject({ outcome: "delivered", kind: "webhook" });
  expect(JSON.parse(peer.received.at(-1)?.text ?? "")).toMatchObject({ title: "[test] promptops", meta: { test: "true" } });
  peer.next(answers(403, `no such token ${environment["CHAT_URL"]}`));
  const refused = await cli("destinations", "test", "chat");
  expect(refused).toMatchObject({ exitCode: 1, stdout: expect.stringContaining("Refused by chat (slack): It answered 403: no such token [redacted]") });
  expect(await cli("destinations", "test", "chatt")).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('Did you mean "chat"?') });
  expect(peer.received).toHaveLength(length + 2);
  expect(await temp.git("rev-parse", "promptops/ledger")).toBe(tip);

  // What was delivered is history, whatever the configuration says today.
  await temp.commit({ ".promptops.yml": "schema_version: 1\nproviders: {}\ndestinations: { hook: { kind: webhok } }\n" });
  expect(await cli("deliveries", "list", "--all", "--limit", "1")).toMatchObject({
    exitCode: 0,
    stdout: expect.stringMatching(/ delivered .*other \(webhook\)[^]*The committed configuration is broken/),
  });
});

test(
  "a process that is killed with -9 while it sends leaves what may have arrived held, and nothing comes twice where that does harm",
  { timeout: 60_000 },
  async () => {
    const { temp, peer, deps, prepare, environment } = await deliveryProject(Date.now());
    const options = { cwd: temp.root, env: environment };
    const [hook, chat] = await prepare(await deps(), [{ name: "hook" }, { name: "chat" }]);
    peer.next(hangs);
    const killed = startCli(["deliveries", "retry", "--pending"], temp.root, environment);
    await peer.until(2);
    killed.kill("SIGKILL");
    expect(await killed.ended).toBe("SIGKILL");

    peer.next(answers(200, "ok"));
    const { exitCode, json } = await runJson(["deliveries", "retry", "--pending"], options);
    expect(exitCode).toBe(8);
    expect(json.data).toMatchObject({
      deliveries: expect.arrayContaining([
        expect.objectContaining({ intent: hook?.intent, status: "delivered" }),
        expect.objectContaining({ intent: chat?.intent, status: "held" }),
      ]),
    });
    expect(peer.received.filter(({ path }) => path === "/chat")).toHaveLength(1);
    expect(peer.received.filter(({ path }) => path === "/hook").map(({ headers }) => headers["webhook-id"])).toEqual([hook?.intent, hook?.intent]);
    expect((await runCli(["deliveries", "show", chat?.intent ?? ""], options)).stdout).toMatch(/1\.1 .*unknown .*ended before it knew/);
  },
);
