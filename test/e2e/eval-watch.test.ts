import { rm } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { echoProject, echoPrompt, echoSuite } from "../helpers/echo-project.ts";
import { loopbackModel, type LoopbackModel } from "../helpers/loopback-model.ts";
import { runCli } from "../helpers/run-cli.ts";
import { startCli } from "../helpers/running-cli.ts";

const waiting = "Waiting for files to change; Ctrl-C ends.";

let model: LoopbackModel | undefined;
afterEach(async () => {
  await model?.close();
  model = undefined;
});

describe("promptops eval --watch", () => {
  it("evaluates again what an edit changed, survives a broken document, and ends at Ctrl-C with 130", async () => {
    model = await loopbackModel();
    const repo = await echoProject(model.url, {
      "prompts/echo/evals/main.yml": echoSuite(["w00", "w01"]),
      "prompts/other/prompt.yml": echoPrompt,
      "prompts/other/evals/main.yml": echoSuite(["w02"]),
    });
    const running = startCli(["eval", "--watch", "--output", "report.json"], repo.root);
    await running.until(waiting);
    expect(running.stdout()).toContain("pass: all 3 cases passed.");
    expect(model.asked.toSorted()).toEqual(["w00", "w01", "w02"]);

    await repo.write({ "prompts/echo/evals/main.yml": echoSuite(["w00", "w01", "new"]) });
    await running.until(waiting, 2);
    expect(running.stdout()).toContain("── changed: prompts/echo/evals/main.yml ──");
    expect(running.stdout().split("changed:")[1]).toContain("pass: all 3 cases passed.");
    expect(model.asked.slice(3)).toEqual(["new"]);

    await repo.write({ "prompts/echo/prompt.yml": "schema_version: 1\nmesages: []\n" });
    await running.until(waiting, 3);
    expect(running.stdout()).toContain("prompts/echo/prompt.yml:2:1: unknown-key: The file has no key `mesages`.\n    hint: Did you mean `messages`?");
    await rm(join(repo.root, "prompts/echo/prompt.yml"));
    await running.until(waiting, 4);

    await repo.write({ "prompts/echo/prompt.yml": echoPrompt.replace("{{ word }}", "{{ word }}!") });
    await running.until(waiting, 5);
    expect(running.stdout()).toContain("fail: 3 of 3 cases failed.");

    running.kill("SIGINT");
    expect(await running.ended).toBe(130);
    expect(running.stderr()).not.toContain("error");
  });

  it("heeds what a provider's rules and the configuration say now", async () => {
    model = await loopbackModel();
    const scripted = (answer: string) => ({ "rules.yml": `schema_version: 1\nrules:\n  - { answer: ${answer} }\n` });
    const repo = await echoProject(model.url, {
      ".promptops.yml": "schema_version: 1\nproviders:\n  local: { kind: scripted, rules: rules.yml }\n",
      "prompts/echo/evals/main.yml": echoSuite(["w00"]),
      ...scripted("w00"),
    });
    const running = startCli(["eval", "--watch"], repo.root);
    await running.until(waiting);
    expect(running.stdout()).toContain("pass: the case passed.");
    await repo.write(scripted("other"));
    await running.until("fail: 1 of 1 case failed.");
    await running.until(waiting, 2);
    await repo.write({ ".promptops.yml": `schema_version: 1\nproviders:\n  local: { kind: openai, api: chat, base_url: "${model.url}" }\n` });
    await running.until(waiting, 3);
    expect(running.stdout().split("changed: .promptops.yml")[1]).toContain("pass: the case passed.");
    running.kill("SIGTERM");
    expect(await running.ended).toBe(130);
  });

  it("says how to go on when it is ended in the middle of an evaluation", async () => {
    model = await loopbackModel(2);
    const repo = await echoProject(model.url);
    const running = startCli(["eval", "--watch", "--concurrency", "2"], repo.root);
    await model.until(4);
    running.kill("SIGINT");
    await running.until("Interrupted: waiting up to 5 s");
    model.release();
    expect(await running.ended).toBe(130);
    expect(running.stderr()).toMatch(
      /error\[interrupted\]: Stopped after 4 of 12 results; they are kept\.\nhint: Run `promptops eval --resume \S+` to go on\./,
    );
  });
});

describe("an interrupted evaluation", () => {
  it.each(["SIGINT", "SIGTERM"] as const)("finishes at %s what is in flight, keeps it, and goes on with the very command it names", async (signal) => {
    model = await loopbackModel(5);
    const repo = await echoProject(model.url);
    const running = startCli(["eval", "--filter", "w*", "--concurrency", "3"], repo.root);
    await model.until(8);
    running.kill(signal);
    await running.until("Interrupted: waiting up to 5 s for 3 calls in flight");
    model.release();
    expect(await running.ended).toBe(130);
    const [, command = ""] = /hint: Run `promptops (eval --resume \S+)` to go on\./.exec(running.stderr()) ?? [];
    expect(running.stderr()).toContain("Stopped after 8 of 12 results; they are kept.");
    const resumed = await runCli(command.split(" "), { cwd: repo.root });
    expect(resumed).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("pass: all 12 cases passed.") as string });
    expect(model.asked.toSorted()).toEqual([...new Set(model.asked)].sort());
  });

  it.each(["SIGINT", "SIGTERM"] as const)("ends at once at the second %s, and loses nothing that was answered", async (signal) => {
    model = await loopbackModel(5);
    const repo = await echoProject(model.url);
    const running = startCli(["eval", "--concurrency", "3"], repo.root);
    await model.until(8);
    running.kill(signal);
    await running.until("press again to stop now");
    running.kill(signal);
    expect(await running.ended).toBe(signal);
    model.release();
    const resumed = await runCli(["eval", "--resume"], { cwd: repo.root });
    expect(resumed).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("pass: all 12 cases passed.") as string });
    expect(model.asked).toHaveLength(15);
  });

  it("leaves a document to whoever reads JSON, also when it ends at once", async () => {
    model = await loopbackModel(2);
    const repo = await echoProject(model.url);
    const running = startCli(["eval", "--concurrency", "2", "--json"], repo.root);
    await model.until(4);
    // It says nothing of the first one, and two in a row may come as one: it is told until it goes.
    const telling = setInterval(() => running.kill("SIGINT"), 20);
    expect(await running.ended).toBe("SIGINT");
    clearInterval(telling);
    expect(JSON.parse(running.stdout())).toMatchObject({
      ok: false,
      exit_code: 130,
      error: { code: "interrupted", message: expect.stringContaining("a second time") as string },
    });
    model.release();
  });
});
