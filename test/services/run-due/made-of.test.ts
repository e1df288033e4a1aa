import { describe, expect, test } from "vitest";
import { RunRecord } from "../../../src/core/ledger/run-record.ts";
import { redactor } from "../../../src/core/redact.ts";
import { recordIn } from "../../../src/services/run-due/read-record.ts";
import { runDue } from "../../../src/services/run-due.ts";
import { jobLab, jobText, type JobLab, type LabOptions } from "../../helpers/job-project.ts";

const all = { jobs: [], dryRun: false };
const hour = 3_600_000;
const path = "runs/2026/11/20/10/a~20261120T100000Z.json";

async function runOf({ ledger }: JobLab): Promise<RunRecord> {
  return recordIn(RunRecord, path, (await (await ledger.view()).read(path)) ?? "");
}

/** A job at ten o'clock, its inputs from elsewhere. */
async function withInputs(sources: string, options: LabOptions = {}, more = ""): Promise<JobLab> {
  const lab = await jobLab(
    { "schedules/a.yml": jobText(`inputs_from: ${sources}\n${more}`, { inputs: "{}" }), "data/item.txt": "7", "data/long.txt": "777" },
    options,
  );
  await runDue(await lab.deps(), all);
  await lab.clock.advance(hour);
  return lab;
}

describe("inputs", () => {
  test("come from a file of the commit, by the type of their variable, and are kept", async () => {
    const lab = await withInputs("{ item: { file: data/item.txt } }");
    await lab.project.temp.write({ "data/item.txt": "8" });
    expect(await runDue(await lab.deps(), all)).toMatchObject({ runs: [{ status: "succeeded" }] });
    expect(await runOf(lab)).toMatchObject({
      inputs: { item: { source: "file", from: "data/item.txt", value: 7 } },
      messages: [{ parts: [{ text: "Quality good. Number 7. " }] }],
    });
  });

  test("come from a program and from a server, which is told secrets that no record has", async () => {
    const asked: unknown[] = [];
    const inputs = {
      command: (command: readonly string[]) => Promise.resolve(command.includes("count") ? "9" : ""),
      http: (input: unknown) => (asked.push(input), Promise.resolve('{"figures":[{"n":9}]}')),
    };
    const program = await withInputs("{ item: { command: [tool, count] } }");
    await runDue(await program.deps({ inputs }), all);
    expect(await runOf(program)).toMatchObject({ inputs: { item: { source: "command", from: "tool", value: 9 } } });

    const environment = { FIGURES_URL: "https://figures.example/very-secret-path", FIGURES_KEY: "very-secret-key" };
    const source = "{ item: { http: { url_env: FIGURES_URL, header_env: { x-key: FIGURES_KEY }, json_path: '$.figures[0].n' } } }";
    const server = await withInputs(source, { environment });
    const redact = redactor(Object.values(environment));
    await runDue(await server.deps({ inputs, redact }), all);
    expect(asked).toMatchObject([{ name: "FIGURES_URL", headers: { "x-key": "very-secret-key" }, allowPrivate: false }]);
    expect(await runOf(server)).toMatchObject({ status: "succeeded", inputs: { item: { source: "http", from: "FIGURES_URL", value: 9 } } });
    expect(JSON.stringify(await runOf(server))).not.toContain("very-secret");
  });

  test.each([
    ["{ item: { file: data/none.txt } }", "input-failed", "there is no file data/none.txt in"],
    ["{ item: { file: data/long.txt, max_bytes: 2 } }", "input-failed", "data/long.txt is longer than 2 bytes"],
    ["{ item: { http: { url_env: NOT_SET } } }", "input-failed", "the environment variable NOT_SET is not set"],
  ])("that cannot be had make a failed run, and no model is asked: %s", async (source, code, words) => {
    const lab = await withInputs(source);
    const { runs } = await runDue(await lab.deps(), all);
    expect(runs).toMatchObject([{ status: "failed", reason: { code, message: expect.stringContaining(words) } }]);
    expect(lab.calls).toHaveLength(0);
  });

  test("that do not fit their variable make a failed run", async () => {
    const lab = await withInputs("{ item: { file: data/item.txt } }");
    await lab.project.temp.commit({ "data/item.txt": "many" });
    expect((await runDue(await lab.deps(), all)).runs).toMatchObject([{ status: "failed", reason: { code: "invalid-variables" } }]);
  });
});

describe("a run", () => {
  test("that takes longer than it may is ended, and its record says so", async () => {
    const lab = await withInputs("{ item: { file: data/item.txt } }", { answering: () => new Promise(() => undefined) }, "timeout: 30s\n");
    const ticking = runDue(await lab.deps(), all);
    while (lab.calls.length === 0) await new Promise((resolve) => setImmediate(resolve));
    await lab.clock.advance(30_000);
    expect(await ticking).toMatchObject({ runs: [{ status: "failed", reason: { code: "timeout", message: "It took longer than its timeout of 30 s." } }] });
  });

  test("tells its watcher that it begins and how it ended", async () => {
    const beats: string[] = [];
    const heartbeat = { beat: (url: URL) => (beats.push(url.href), Promise.resolve("nobody there")) };
    const more = "heartbeat: { url_env: WATCHER }\n";
    const environment = { WATCHER: "https://watch.example/ping/123" };
    const good = await withInputs("{ item: { file: data/item.txt } }", { environment }, more);
    await runDue(await good.deps({ heartbeat }), all);
    const bad = await withInputs("{ item: { file: data/none.txt } }", { environment }, more);
    await runDue(await bad.deps({ heartbeat }), all);
    expect(beats).toEqual([
      "https://watch.example/ping/123/start",
      "https://watch.example/ping/123",
      "https://watch.example/ping/123/start",
      "https://watch.example/ping/123/fail",
    ]);
  });

  test("records no secret, wherever the model or an input puts it", async () => {
    const secret = "sup3r-secret-value-of-a-variable";
    const token = `ghp_${"a1B2c3D4e5".repeat(4)}`;
    const lab = await jobLab(
      { "schedules/a.yml": jobText("title: all\n"), ".promptops.yml": config },
      {
        answering: async (_request, _options, ask) => ({
          ...(await ask()),
          text: `The key is ${secret}, the token ${token}.`,
          modelAnswered: `small-${secret}`,
        }),
      },
    );
    const redact = redactor([secret]);
    await runDue(await lab.deps({ redact }), all);
    await lab.clock.advance(hour);
    expect(await runDue(await lab.deps({ redact }), all)).toMatchObject({ runs: [{ status: "succeeded" }] });
    const record = await runOf(lab);
    expect(record.output?.text).toBe("The key is [redacted], the token [redacted].");
    expect(record.redactions).toBe(2);
    for await (const { text } of (await lab.ledger.view()).records("")) {
      expect(text).not.toContain(secret);
      expect(text).not.toContain(token);
    }
  });

  test("carries its trace to the provider", async () => {
    const traces: (string | undefined)[] = [];
    const lab = await withInputs("{ item: { file: data/item.txt } }", { answering: (_request, options, ask) => (traces.push(options?.traceparent), ask()) });
    await runDue(await lab.deps(), all);
    expect(traces).toEqual([(await runOf(lab)).traceparent]);
  });
});

const config = `schema_version: 1
providers:
  demo: { kind: scripted, rules: rules.yml }
environments:
  staging: {}
release: { target: staging }
`;
