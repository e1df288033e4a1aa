import { beforeAll, expect, test } from "vitest";
import { openGitRepo } from "../../src/adapters/git/open-git-repo.ts";
import { foldState } from "../../src/core/ledger/fold-state.ts";
import type { FeedbackRecord } from "../../src/core/ledger/feedback-record.ts";
import type { FeedbackDeps } from "../../src/services/feedback/feedback-deps.ts";
import { listFeedback, type ListFeedbackInput } from "../../src/services/feedback/list-feedback.ts";
import { aFeedback, aRun, runId } from "../helpers/ledger-records.ts";
import { memoryLedger } from "../helpers/memory-ledger.ts";
import { tempRepo } from "../helpers/temp-repo.ts";

const [daily, other, gone] = ["daily", "other", "gone"].map((job) => runId(job, "2026-11-20T09:00:00.000Z")) as [string, string, string];
const result: FeedbackRecord["result"] = {
  evaluation: "20261120T080000000Z-0123abcd",
  prompt: "billing/summarize@1.2.0",
  suite: "core",
  case: "late-fee",
  case_digest: "a".repeat(64),
  epoch: 1,
  answer_digest: "b".repeat(64),
  status: "pass",
};

let deps: FeedbackDeps;

beforeAll(async () => {
  const temp = await tempRepo();
  await temp.commit({ ".promptops.yml": "schema_version: 1\nproviders: {}\n", "prompts/billing/write/prompt.yml": "schema_version: 1\n" });
  const ledger = memoryLedger(foldState);
  const records = [
    aRun(daily),
    aRun(other, { prompt: "billing/classify" }),
    aFeedback(daily, { verdict: "bad", comment: "names the wrong invoice" }),
    aFeedback(other),
    aFeedback(gone),
    aFeedback(daily, { run: undefined as never, result }),
  ];
  const by = { name: "Ada", email: "ada@example.com" };
  await ledger.commit({ records, message: "Words", by, at: Date.parse("2026-11-20T12:00:00.000Z") }, "local");
  deps = { git: await openGitRepo(temp.root), openLedger: () => Promise.resolve(ledger) } as Partial<FeedbackDeps> as FeedbackDeps;
});

const about = async (input: Partial<ListFeedbackInput>) => {
  const { feedback } = await listFeedback(deps, { contradictions: false, limit: 30, ...input });
  return feedback.map((each) => each.run ?? each.result?.case ?? "").sort();
};

test("what people said of a prompt is said of its evaluations and of its runs, those of versions too", async () => {
  expect(await about({ prompt: "billing/summarize" })).toEqual([daily, "late-fee"]);
  expect(await about({ prompt: "billing/classify" })).toEqual([other]);
  expect(await about({ prompt: "billing/summarize", verdict: "bad" })).toEqual([daily]);
  expect(await about({})).toEqual([daily, gone, "late-fee", other]);
});

test("a prompt of which only a run was rated is known, and one that nobody knows is not", async () => {
  expect(await about({ prompt: "billing/classify", verdict: "bad" })).toEqual([]);
  await expect(about({ prompt: "billing/clasify" })).rejects.toMatchObject({ code: "unknown-prompt" });
});
