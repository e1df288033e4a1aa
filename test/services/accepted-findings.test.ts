import { beforeAll, describe, expect, test } from "vitest";
import { readTagMessage } from "../../src/core/release/tag-message.ts";
import { validateGithub } from "../../src/reporters/validate-github.ts";
import { validateGitlab } from "../../src/reporters/validate-gitlab.ts";
import { validateSarif } from "../../src/reporters/validate-sarif.ts";
import { validateText } from "../../src/reporters/validate-text.ts";
import { changelogMarkdown } from "../../src/reporters/release/changelog-markdown.ts";
import { gateText } from "../../src/reporters/release/gate-text.ts";
import { changelog } from "../../src/services/changelog.ts";
import { gate } from "../../src/services/gate.ts";
import { promote } from "../../src/services/promote.ts";
import { publish } from "../../src/services/publish.ts";
import { validate } from "../../src/services/validate.ts";
import { memorySource } from "../helpers/memory-source.ts";
import { copyOfProject, projectIn, promptFiles, releaseProject, type ReleaseProject } from "../helpers/release-project.ts";
import { projectWith } from "../helpers/valid-project.ts";

const prompt = "billing/summarize";
const refrain = "Sum it up very very very very very very well.";
const because = "The refrain of a song.";
const screen = { width: 400, color: false };

function manifest(more = "") {
  return { [`prompts/${prompt}/manifest.yml`]: `schema_version: 1\nscope: Sums up.\ntask_class: summarization\nowners: [ann]\n${more}` };
}
const accepting = manifest(`accept: [{ code: degenerate-text, text: very very, because: ${because} }]\n`);

let merged: ReleaseProject;

/** What is found is on the base branch, and nobody accepts it there. */
beforeAll(async () => {
  merged = await releaseProject({ ...promptFiles({ cases: 3, more: refrain }), ...manifest() });
});

describe("a finding that a person accepts", () => {
  test("is let through with its reason, which the version keeps; a promotion asks the base branch for it", async () => {
    const origin = await copyOfProject(merged);
    const clone = await origin.temp.clone();
    await clone.git("checkout", "-q", "-b", "mine");
    const mine = projectIn(clone);
    await expect(mine.deps().then((deps) => publish(deps, { prompt }))).rejects.toMatchObject({ problems: [{ rule: "degenerate-text" }] });

    await clone.commit(accepting);
    const gated = await gate(await mine.deps(), { prompt, offline: true });
    expect(gated.gate.steps.find(({ code }) => code === "findings-accepted")).toMatchObject({ outcome: "pass", numbers: { accepted: [{ because }] } });
    const text = gateText(gated, screen);
    expect(text).toContain(`Because: ${because}`);
    expect(text).toContain("  accept: not asked for there, ");
    expect(await publish(await mine.deps(), { prompt })).toMatchObject({ outcome: "published" });
    const { predicate } = readTagMessage(await clone.git("for-each-ref", "--format=%(contents)", `refs/tags/${prompt}@1.0.0`)) ?? {};
    expect(predicate?.gate).toMatchObject({ verdict: "pass", accepted: [{ code: "degenerate-text", because }] });

    const told = `Accepted (degenerate-text): messages[0].content repeats "very" from line 1 on. Because: ${because}`;
    expect(await clone.git("for-each-ref", "--format=%(contents)", `refs/tags/${prompt}@1.0.0`)).toContain(`\n${told}\n`);
    const logged = await changelog(await mine.deps(), { prompt, limit: 5, fetch: false });
    expect(logged).toMatchObject({ versions: [{ gate: { accepted: [{ because }] } }] });
    expect(changelogMarkdown(logged)).toContain(`Because: ${because}`);

    // Nobody makes an acceptance count by writing it beside what it accepts.
    const version = `${prompt}@1.0.0`;
    const refused = { outcome: "refused", gate: { steps: expect.arrayContaining([expect.objectContaining({ code: "findings" })]) as unknown } };
    expect(await promote(await mine.deps(), { version, environment: "staging" })).toMatchObject(refused);
    await origin.temp.commit(accepting);
    expect(await promote(await mine.deps(), { version, environment: "staging" })).toMatchObject({
      outcome: "promoted",
      gate: { steps: expect.arrayContaining([expect.objectContaining({ code: "findings-accepted" })]) as unknown },
    });
  });

  test("is still found where the acceptance is about other words, which then is told to be needless", async () => {
    const project = await copyOfProject(merged);
    await project.temp.commit(manifest(`accept: [{ code: degenerate-text, text: quite quite, because: ${because} }]\n`));
    const { gate: report } = await gate(await project.deps(), { prompt });
    expect(report.steps.flatMap(({ step, code }) => (step === "validators" ? [code] : []))).toEqual(["findings", "acceptance-unused"]);
  });
});

test("what a case's own assertion looks for is a leak, what the suite's asks of all answers is none", async () => {
  const project = await copyOfProject(merged);
  const sentence = "This is no legal advice whatsoever";
  const suite = (ofSuite: string, ofCase: string) => ({
    ...promptFiles({ cases: 1, more: `${sentence}.` }),
    [`prompts/${prompt}/evals/core.yml`]: `schema_version: 1\nassertions: [${ofSuite}]\ncases: [{ id: a, inputs: { item: 1 }, assertions: [${ofCase}] }]\n`,
  });
  const [ok, contains] = ["{ type: contains, value: ok }", `{ type: contains, value: ${sentence} }`];
  await project.temp.write(suite(ok, contains));
  const leaking = await gate(await project.deps(), { prompt });
  expect(leaking.gate.summary).toContain("holds what an assertion looks for of `core/a`");
  await project.temp.write(suite(contains, ok));
  const asked = await gate(await project.deps(), { prompt });
  expect(asked.gate.steps.map(({ code }) => code)).toContain("no-findings");
});

describe("validate", () => {
  const told = (accept: string) =>
    validate(
      {
        source: memorySource(
          projectWith({
            ...promptFiles({ more: refrain }),
            "prompts/billing/summarize/evals/smoke.yml": undefined,
            "schedules/daily.yml": undefined,
            ...manifest(accept),
          }),
        ),
      },
      { paths: [{ path: `prompts/${prompt}` }] },
    );

  test("tells what is accepted, and why", async () => {
    const result = await told(`accept: [{ code: degenerate-text, because: ${because} }]\n`);
    expect(result.problems.filter(({ rule }) => rule === "degenerate-text")).toEqual([]);
    expect(result.accepted).toMatchObject([{ prompt, code: "degenerate-text", because }]);
    expect(result).not.toHaveProperty("warnings");
    expect(validateText(result, screen)).toMatch(
      /accepted: prompts\/billing\/summarize\/prompt\.yml: degenerate-text: .*\n {4}because: The refrain of a song\./,
    );
  });

  test("warns of what nothing needs any more, where it can know that", async () => {
    const result = await told("accept:\n  - { code: thought-leak, because: A form. }\n  - { code: eval-leak, because: Only cases show it. }\n");
    const { problems, warnings = [] } = result;
    expect(problems).toMatchObject([{ rule: "degenerate-text" }]);
    expect(warnings).toMatchObject([{ rule: "acceptance-unused", file: `prompts/${prompt}/manifest.yml`, line: 6, path: "accept[0]" }]);
    expect(validateText(result, screen)).toContain("warning: prompts/billing/summarize/manifest.yml:6:5: acceptance-unused");
    expect(validateText(result, screen)).toMatch(/1 problem, 1 warning$/);
    expect(validateGithub(result)).toMatch(/^::error .*\n::warning file=prompts\/billing\/summarize\/manifest\.yml,line=6/);
    expect(validateSarif(result, "1")).toMatch(/"level": "error"[\s\S]*"level": "warning"/);
    expect(JSON.parse(validateGitlab(result))).toMatchObject([{ severity: "major" }, { severity: "info" }]);
  });
});
