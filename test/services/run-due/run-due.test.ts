import { describe, expect, test } from "vitest";
import { RunRecord } from "../../../src/core/ledger/run-record.ts";
import { recordIn } from "../../../src/services/run-due/read-record.ts";
import { runDue } from "../../../src/services/run-due.ts";
import { jobLab, jobText } from "../../helpers/job-project.ts";

const all = { jobs: [], dryRun: false };
const hour = 3_600_000;

describe("a tick", () => {
  test("registers a new job, runs its next slot once, and keeps what was said", async () => {
    const lab = await jobLab({ "schedules/hourly.yml": jobText() });
    expect(await runDue(await lab.deps(), all)).toMatchObject({ runs: [], noticed: [{ job: "hourly", act: "job-added" }] });
    await lab.clock.advance(hour);
    const result = await runDue(await lab.deps(), all);
    expect(result).toMatchObject({
      runs: [{ run: "hourly~20261120T100000Z", status: "succeeded", version: "1.0.0", lateness_ms: 0 }],
      skipped: [],
      broken: [],
    });
    const path = "runs/2026/11/20/10/hourly~20261120T100000Z.json";
    const record = recordIn(RunRecord, path, (await (await lab.ledger.view()).read(path)) ?? "");
    expect(record).toMatchObject({ output: { text: "ok" }, inputs: { item: { source: "literal", value: 1 } }, prompt: "billing/summarize" });
    expect(await runDue(await lab.deps(), all)).toMatchObject({ runs: [] });
    expect(lab.calls).toHaveLength(1);
    expect(lab.disk.files.size).toBe(0);
  });
});
