import { beforeAll, expect, test } from "vitest";
import { gate } from "../../src/services/gate.ts";
import { promote } from "../../src/services/promote.ts";
import { publish } from "../../src/services/publish.ts";
import { compareIn } from "../helpers/compare-project.ts";
import { promptFiles, releaseProject, type ReleaseProject } from "../helpers/release-project.ts";

const prompt = "billing/summarize";
let project: ReleaseProject;

/** The cases of `core` once more, with another assertion: as `challenge build` copies them. */
const copies = `schema_version: 1
cases:
${Array.from({ length: 30 }, (_, at) => `  - { id: core-${at}, inputs: { item: ${at + 1} }, assertions: [{ type: contains, value: o }] }`).join("\n")}
`;

beforeAll(async () => {
  project = await releaseProject({ ...promptFiles({ cases: 30 }), [`prompts/${prompt}/evals/challenge-train.yml`]: copies });
  const deps = await project.deps();
  await publish(deps, { prompt });
  await promote(deps, { version: `${prompt}@1.0.0`, environment: "staging" });
  await project.temp.write(promptFiles({ cases: 30, more: "Be brief." }));
});

test("a gate takes cases that ask the same for one, in turn as well", async () => {
  const comparison = async (sequential: boolean) =>
    (await gate(await project.deps(1000), { prompt, sequential })).gate.steps.find(({ step }) => step === "comparison");
  expect(await comparison(false)).toMatchObject({ code: "maybe-worse", numbers: { pairs: 60, clusters: 30 } });
  // It gives up after twenty of the thirty questions.
  expect(await comparison(true)).toMatchObject({ code: "maybe-worse", numbers: { pairs: 40, clusters: 20 } });
});

test("a comparison does too, of evaluations and of prompts", async () => {
  const { result } = await compareIn(project, [prompt]);
  expect(result.comparisons[0]).toMatchObject({ verdict: "inconclusive", pairs: 60, test: { groups: 30 } });
  const [before, after] = result.sides.map(({ evaluation = "" }) => evaluation);
  expect((await compareIn(project, [before ?? "", after ?? ""])).result.comparisons[0]).toMatchObject({ pairs: 60, test: { groups: 30 } });
});
