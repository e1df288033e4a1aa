import { beforeAll, expect, test } from "vitest";
import { gate } from "../../src/services/gate.ts";
import { promote } from "../../src/services/promote.ts";
import { publish } from "../../src/services/publish.ts";
import { promptFiles, releaseProject, type ReleaseProject } from "../helpers/release-project.ts";

const prompt = "billing/summarize";
const suite = `prompts/${prompt}/evals/core.yml`;
const guards = "{ length: { max_increase: 0.1 }, metrics: { exact: { margin: 0.05 } }, slices: { tags: [late] } }";
let project: ReleaseProject;

function files(more: string, tags: string) {
  const all = promptFiles({ more });
  return {
    ...all,
    [suite]: (all[suite] ?? "").replace('value: "ok" }', 'value: "ok", metric: exact }').replace("  - id: number\n", `  - id: number\n    tags: [${tags}]\n`),
    [`prompts/${prompt}/manifest.yml`]: `schema_version: 1\nscope: x\ntask_class: other\nowners: [x]\ngates: { staging: { guards: ${guards} } }\n`,
  };
}

beforeAll(async () => {
  project = await releaseProject(files("", "early"));
  const deps = await project.deps();
  await publish(deps, { prompt });
  await promote(deps, { version: `${prompt}@1.0.0`, environment: "staging" });
});

test("guards go by what an evaluation measured, and slices by the tags that cases have now: a new label asks no model", async () => {
  await project.temp.write(files("Be brief.", "early"));
  const before = await project.deps(1000);
  const unlabelled = await gate(before, { prompt });
  expect(unlabelled.gate.steps.map(({ code }) => code)).toContain("slice-unknown");
  expect(before.calls).toHaveLength(60);

  await project.temp.write(files("Be brief.", "late"));
  const after = await project.deps(2000);
  const labelled = await gate(after, { prompt });
  expect(labelled.gate.verdict).toBe("pass");
  expect(labelled.gate.steps.find(({ step }) => step === "guards")).toMatchObject({
    code: "guards-held",
    message: "Within the guards: length 2 characters → 2 characters (no more), metric `exact` 1 → 1 (at least -0.043), slice `late` 1 → 1 (at least -0.043).",
  });
  expect(after.calls).toEqual([]);
});
