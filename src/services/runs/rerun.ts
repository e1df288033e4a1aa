import { isDeepStrictEqual } from "node:util";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { parseRunName } from "../../core/ledger/record-names.ts";
import { RunRecord } from "../../core/ledger/run-record.ts";
import { runPath } from "../../core/ledger/record-names.ts";
import type { Config } from "../../core/model/config.ts";
import type { Job } from "../../core/model/job.ts";
import type { RunsRerunResult } from "../../core/results/runs.ts";
import { runDifferences } from "../../core/run/run-difference.ts";
import { alone } from "../run-due/alone.ts";
import { budgetBook } from "../run-due/budget-book.ts";
import type { CapturedInputs } from "../run-due/capture-inputs.ts";
import { carryOut } from "../run-due/carry-out.ts";
import { freeRun } from "../run-due/free-run.ts";
import { planRun } from "../run-due/plan-run.ts";
import { readRecord } from "../run-due/read-record.ts";
import { releasesFor } from "../run-due/releases-for.ts";
import type { RunDueDeps } from "../run-due/run-due-deps.ts";
import { readSchedules } from "../run-due/tick-project.ts";
import { requireRun } from "./find-run.ts";

export interface RerunInput {
  readonly run: string;
  /** To the job's destinations; without it the answer is only recorded. */
  readonly deliver: boolean;
}

/**
 * Runs a run again: its exact version with the inputs that were captured, under a name of its own. What cannot be as it was is said.
 * @throws PromptopsError `unknown-run`, `ambiguous-id`, `blocked-run`, `input-failed`, and as a tick.
 */
export function rerun(deps: RunDueDeps, { run: typed, deliver }: RerunInput): Promise<RunsRerunResult> {
  return alone(deps, async (tick, { files, resumed }) => {
    const view = await tick.ledger.view();
    const before = await requireRun({ view, index: () => deps.openIndex(tick.remote) }, typed);
    const { run } = before;
    const name = parseRunName(before.run);
    const { version } = before;
    if (name === undefined || version === undefined)
      throw new PromptopsError("blocked-run", `${run} ran no version, so there is none to run again.`, { where: run });
    const known = (await readSchedules(tick.project)).jobs.get(name.job);
    if (deliver && known === undefined)
      throw new PromptopsError("unknown-job", `The job ${name.job} is gone, and with it its destinations.`, { where: run, hint: "Leave out `--deliver`." });
    const job = jobOf(before, version.version, known, deliver);
    const state = await releasesFor(tick, [], [job]);
    const book = budgetBook(view);
    const again = await freeRun(view, { ...name, preview: false }, 2);
    const plan = await planRun(tick, state, book, { name: again, job, epoch: 1, readyAt: deps.clock.now(), given: inputsOf(before) });
    if (plan.kind === "blocked") throw new PromptopsError("blocked-run", plan.blocked.reason.message, { where: run });
    const done = await carryOut(tick, {
      plan: { runs: [plan.planned], blocked: [], skipped: [], noticed: [] },
      book,
      concurrency: 1,
      files: resumed.length === 0 ? files : [],
      ownOnly: true,
    });
    const [ran] = done.runs;
    if (ran === undefined) throw new TypeError("one run was claimed");
    const after = await readRecord(await tick.ledger.view(), RunRecord, runPath(again));
    return {
      of: run,
      run: ran,
      cannot: cannotBe(before, tick.project.config),
      ...(after?.output === undefined ? {} : { output: after.output.text }),
      differences: after === undefined ? [] : runDifferences(before, after),
      deliveries: [...done.deliveries],
    };
  });
}

/** The job as far as it matters: the version is the one that ran, and it ran before, so no gate is asked. */
function jobOf({ prompt }: RunRecord, version: string, known: Job | undefined, deliver: boolean): Job {
  const { environment: _, destinations, heartbeat: _beat, inputs: _inputs, inputs_from: _sources, ...rest } = known ?? { schema_version: 1 as const, prompt };
  return { ...rest, prompt, version, requires_green_eval: false, ...(deliver && destinations !== undefined ? { destinations } : {}) };
}

/** @throws PromptopsError `input-failed` for a value that the record does not have. */
function inputsOf({ inputs, run, pruned }: RunRecord): CapturedInputs {
  if (pruned !== undefined)
    throw new PromptopsError("input-failed", `The inputs of ${run} were taken out of the ledger: their days were over.`, { where: run });
  const hidden = Object.entries(inputs).find(([, { redacted }]) => redacted === true);
  if (hidden !== undefined) {
    const message = `The input \`${hidden[0]}\` of ${run} held something secret and is not in the record as it was.`;
    throw new PromptopsError("input-failed", message, { where: run, hint: "`promptops jobs run` runs the job anew, with inputs of now." });
  }
  const given = Object.entries(inputs).filter(([, { source }]) => source !== "default");
  return { values: Object.fromEntries(given.map(([name, { value }]) => [name, value])), captured: inputs };
}

function cannotBe({ config, model_answered: answered, started_at: at }: RunRecord, { providers }: Pick<Config, "providers">): string[] {
  const provider = typeof config["provider"] === "string" ? config["provider"] : undefined;
  const now = provider !== undefined && Object.hasOwn(providers, provider) ? providers[provider] : undefined;
  const same = now !== undefined && isDeepStrictEqual(JSON.parse(JSON.stringify(now)), config["settings"]);
  return [
    ...(provider === undefined || same ? [] : [`The provider ${provider} is configured otherwise than on ${at.slice(0, 10)}.`]),
    ...(answered === undefined
      ? []
      : [`A model draws its words anew each time, and nobody can tell whether the model ${answered} is still the one of ${at.slice(0, 10)}.`]),
  ];
}
