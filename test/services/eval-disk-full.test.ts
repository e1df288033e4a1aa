import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { fileEvaluationStore } from "../../src/adapters/fs/evaluation-store.ts";
import { describeError } from "../../src/core/errors/error-description.ts";
import { evaluationLab, promptYaml, suiteYaml } from "../helpers/evaluation-lab.ts";
import { echoProvider } from "../helpers/echo-provider.ts";
import { smallDisk } from "../helpers/small-disk.ts";

const words = Array.from({ length: 40 }, (_, at) => `w${at}`);
const files = { "prompts/p/prompt.yml": promptYaml, "prompts/p/evals/main.yml": suiteYaml(words) };

test("a disk that fills up while results are written: the file, the way on, and nothing of before lost", async (context) => {
  const disk = smallDisk(1);
  if (disk === undefined) return context.skip("mounting a small disk is not permitted here");
  const provider = echoProvider({ answer: (text) => ({ text: text.padEnd(20_000, ".") }) });
  const evaluations = fileEvaluationStore(disk.folder);
  const lab = evaluationLab({ files, evaluations, providers: [provider] });
  const filler = join(disk.folder, "filler");
  writeFileSync(filler, Buffer.alloc(600_000));

  const error: unknown = await lab.evaluate({ concurrency: 8 }).catch((thrown: unknown) => thrown);
  const [id = ""] = await evaluations.ids();
  const log = join(dirname(evaluations.location(id)), "results.ndjson");
  expect(describeError(error)).toMatchObject({
    code: "cannot-write",
    exit: "environment",
    message: expect.stringMatching(/^The disk is full: ENOSPC/),
    where: log,
    hint: `Make room on the disk, then \`promptops eval --resume ${id}\` goes on: what was written before is kept.`,
  });
  // Whole lines, though eight were under way.
  const kept = readFileSync(log, "utf8");
  expect(kept.endsWith("\n")).toBe(true);
  const before = await Array.fromAsync(evaluations.results(id));
  expect(before.length).toBeGreaterThan(8);
  expect(before.length).toBe(kept.trim().split("\n").length - 1);

  rmSync(filler);
  const asked = provider.calls.length;
  const resumed = await lab.evaluate({ resume: id });
  expect(resumed).toMatchObject({ notRun: 0, prompts: [{ evidence: { totals: { cases: words.length } } }] });
  expect(provider.calls.length - asked).toBe(words.length - before.length);
  expect((await Array.fromAsync(evaluations.results(id))).slice(0, 8)).toEqual(before.slice(0, 8));
});
