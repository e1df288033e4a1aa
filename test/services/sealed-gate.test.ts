import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { makeFeedback } from "../../src/core/feedback/make-feedback.ts";
import type { JudgedBy } from "../../src/core/judging/judged-by.ts";
import type { FeedbackRecord } from "../../src/core/ledger/feedback-record.ts";
import { judgedBy } from "../../src/services/evaluation/judged-by.ts";
import { countLook } from "../../src/services/evidence/count-look.ts";
import { gate } from "../../src/services/gate.ts";
import { gatePrompts } from "../../src/services/gate-prompts.ts";
import { promote } from "../../src/services/promote.ts";
import { publish } from "../../src/services/publish.ts";
import { ledgerPlace, type LedgerPlace } from "../helpers/ledger-place.ts";
import { copyOfProject, promptFiles, releaseProject, type Deps, type ReleaseProject } from "../helpers/release-project.ts";

const prompt = "billing/summarize";
const cases = 120;
let live: ReleaseProject;

beforeAll(async () => {
  live = await releaseProject(promptFiles({ cases }));
  const deps = await live.deps();
  await publish(deps, { prompt });
  await promote(deps, { version: `${prompt}@1.0.0`, environment: "staging" });
});

function files(more: string, gates: string, suite = "holdout: true\n") {
  const all = promptFiles({ cases, more });
  const path = `prompts/${prompt}/evals/core.yml`;
  return {
    ...all,
    [path]: `${all[path]}${suite}`,
    [`prompts/${prompt}/manifest.yml`]: `schema_version: 1\nscope: x\ntask_class: other\nowners: [x]\ngates: { staging: ${gates} }\n`,
  };
}

async function counting(project: ReleaseProject, later: number): Promise<Deps & { readonly place: LedgerPlace }> {
  const deps = await project.deps(later);
  const place = await ledgerPlace(project.temp.root);
  return { ...deps, place, countLook: countLook({ ...deps, openLedger: () => Promise.resolve(place.ledger) }) };
}

const codesOf = (gated: Awaited<ReturnType<typeof gate>>) => gated.gate.steps.map(({ code }) => code);

describe("sealed cases", () => {
  test("give each candidate its part of alpha, the same one whenever it asks, and last for as many as the policy says", async () => {
    const project = await copyOfProject(live);
    await project.temp.write(files("Be brief.", "{ holdout_looks: 2 }"));
    const first = await counting(project, 1000);
    const one = await gate(first, { prompt });
    expect(one.gate.steps.at(-1)).toMatchObject({ code: "holdout-counted", numbers: { look: 1, alpha_in_all: 0.05 } });
    await project.temp.write(files("Be briefer.", "{ holdout_looks: 2 }"));
    expect((await gate(await counting(project, 2000), { prompt })).gate.steps.at(-1)).toMatchObject({ numbers: { look: 2 } });
    await project.temp.write(files("Be brief.", "{ holdout_looks: 2 }"));
    expect((await gate(await counting(project, 3000), { prompt })).gate).toEqual(one.gate);

    await project.temp.write(files("Be briefest.", "{ holdout_looks: 2 }"));
    const spent = await counting(project, 4000);
    const refused = await gate(spent, { prompt });
    expect(refused.gate.verdict).toBe("fail");
    expect(codesOf(refused)).toContain("holdout-spent");
    expect(spent.calls).toEqual([]);

    const view = await spent.place.ledger.view();
    expect(await view.list("state/holdouts")).toHaveLength(1);
  });

  test("decide nothing where looks cannot be counted", async () => {
    const project = await copyOfProject(live);
    await project.temp.write(files("Be brief.", "{}"));
    const deps = await project.deps(1000);
    const gated = await gate(deps, { prompt });
    expect(gated.gate.verdict).toBe("error");
    expect(codesOf(gated)).toContain("holdout-uncounted");
    expect(deps.calls).toEqual([]);
  });
});

describe("a remote that lets nobody push, as it is for a workflow that may only read", () => {
  const other = "billing/classify";
  const readOnly = async (suite: Readonly<Record<string, string>>) => {
    const project = await copyOfProject(live);
    const bare = await project.temp.addRemote();
    await project.temp.git("push", "--quiet", "origin", "main");
    await writeFile(join(bare, "hooks/pre-receive"), "#!/bin/sh\nexit 1\n", { mode: 0o755 });
    await project.temp.write({ ...suite, ...promptFiles({ id: other }) });
    const deps = await project.deps(1000);
    const { ledger } = await ledgerPlace(project.temp.root, "origin");
    return { ...deps, countLook: countLook({ ...deps, openLedger: () => Promise.resolve(ledger) }) };
  };

  test("keeps the sealed cases sealed and says what to do, and other prompts' gates go on", async () => {
    const deps = await readOnly(files("Be brief.", "{}"));
    const { verdict, gates } = await gatePrompts(deps, { prompts: [prompt, other], offline: true });
    expect(verdict).toBe("error");
    const [sealed, open] = gates;
    const step = sealed?.gate.steps[0];
    expect(step).toMatchObject({
      code: "holdout-uncounted",
      message: expect.stringMatching(/`core` cannot be counted here: The remote origin refused the push of promptops\/ledger/),
    });
    expect(step?.hint).toContain("leave to push `promptops/ledger`");
    expect(open).toMatchObject({ prompt: other, gate: { verdict: "pass" } });
    expect(deps.calls).toHaveLength(60);
  });

  test("does not hinder a gate whose policy leaves the sealed suite of a challenge set to a later one", async () => {
    const core = files("Be brief.", "{ suites: [core] }", "");
    const sealed = (core[`prompts/${prompt}/evals/core.yml`] ?? "").replace("id: number", "id: sealed");
    const deps = await readOnly({ ...core, [`prompts/${prompt}/evals/challenge-holdout.yml`]: `${sealed}holdout: true\n` });
    expect(await gatePrompts(deps, { prompts: [prompt], offline: true })).toMatchObject({ verdict: "pass" });
  });
});

describe("judges that decide alone", () => {
  const judged = "    assertions:\n      - { type: rubric, rubric: Is it ok?, model: demo/small }\n";
  const alone = (gates: string) => {
    const all = files("Be brief.", gates, "");
    const path = `prompts/${prompt}/evals/core.yml`;
    return { ...all, [path]: (all[path] ?? "").replace(/ {4}assertions:\n.*\n/, judged) };
  };
  const rubric = { type: "rubric", rubric: "Is it ok?" };
  const byWhom = async (deps: Deps, model: string) =>
    judgedBy(await deps.openProviders(deps.workTree), { ...rubric, model }, { judge: undefined, embedding: undefined }, {});
  const rated = (count: number, verdict: "good" | "bad", judge: JudgedBy | undefined): FeedbackRecord[] =>
    Array.from({ length: count }, (_, at) =>
      makeFeedback({
        at: "2026-11-20T10:00:00.000Z",
        rater: "Ada",
        verdict,
        score: verdict === "good" ? 1 : 0,
        source: "command",
        result: {
          evaluation: "20261120T090000000Z-0123abcd",
          prompt,
          suite: "core",
          case: `c${at}`,
          case_digest: String(at).padStart(64, verdict === "good" ? "a" : "b"),
          epoch: 1,
          answer_digest: "a".repeat(64),
          status: "pass",
          checks: [{ type: "rubric", pass: verdict === "good", ...(judge && { judged_by: judge }) }],
        },
      }),
    );

  test("have to be known to agree with people before anybody is asked", async () => {
    const project = await copyOfProject(live);
    await project.temp.write(alone("{ require_calibrated_judges: { min_ratings: 3, min_ac1: 0.7 } }"));
    const deps = await project.deps(1000);
    const [asked, another] = [await byWhom(deps, "demo/small"), await byWhom(deps, "demo/other")];
    const enough = (judge: JudgedBy | undefined) => [...rated(5, "good", judge), ...rated(4, "bad", judge)];
    expect(asked?.judge).toBe("rubric by demo/small");
    for (const said of [undefined, rated(4, "bad", asked), enough(another), enough(undefined)]) {
      const gated = await gate({ ...deps, ...(said && { feedback: () => Promise.resolve(said) }) }, { prompt });
      expect(gated.gate.verdict).toBe("fail");
      expect(codesOf(gated)).toContain("judges-uncalibrated");
      if (said !== undefined && said.length > 4)
        expect(gated.gate.steps[0]?.hint).toContain("9 rated answers of `rubric` were judged by another model or rubric");
    }
    expect(deps.calls).toEqual([]);
    const trusted = await gate({ ...deps, feedback: () => Promise.resolve(enough(asked)) }, { prompt });
    expect(codesOf(trusted)).not.toContain("judges-uncalibrated");
  });
});
