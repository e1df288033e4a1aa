import { csvRows } from "../../core/cases/csv-rows.ts";
import type { RowOrProblem } from "../../core/cases/dataset-row.ts";
import { givenName } from "../../core/cases/given-name.ts";
import { jsonlRows } from "../../core/cases/jsonl-rows.ts";
import type { Problem } from "../../core/errors/problem.ts";
import { problemLimit, tooManyProblems } from "../../core/errors/too-many-problems.ts";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { feedbackColumns, feedbackRow, type FeedbackRowInput } from "../../core/feedback/feedback-row.ts";
import { makeFeedback } from "../../core/feedback/make-feedback.ts";
import type { FeedbackRecord } from "../../core/ledger/feedback-record.ts";
import type { FeedbackImportResult } from "../../core/results/feedback.ts";
import type { GivenFiles } from "../../ports/given-files.ts";
import { knownLedgerRemote } from "../ledger/known-ledger-remote.ts";
import type { Runs } from "../runs/find-run.ts";
import { requireIdentity } from "../release/committed-project.ts";
import type { FeedbackDeps } from "./feedback-deps.ts";
import { ratedAnswer } from "./rated-answer.ts";
import { recordFeedback } from "./record-feedback.ts";

export interface ImportFeedbackInput {
  /** `.csv` or `.jsonl`; `-` is JSON Lines on standard input. */
  readonly file: string;
}

/**
 * Records everything that a file says, or nothing: what is wrong with any row is told of all of them together.
 * @throws PromptopsError `invalid-feedback` with its problems, `no-such-file`, `unknown-identity`.
 */
export async function importFeedback(deps: FeedbackDeps & { readonly given: GivenFiles }, { file: path }: ImportFeedbackInput): Promise<FeedbackImportResult> {
  const file = givenName(path);
  const by = await requireIdentity(deps.git);
  const remote = await knownLedgerRemote(deps.git);
  const runs: Runs = { view: await (await deps.openLedger(remote)).view(), index: () => deps.openIndex(remote) };
  const problems: Problem[] = [];
  const feedback: FeedbackRecord[] = [];
  for await (const each of rowsOf(path, deps.given)) {
    if (problems.length === problemLimit) {
      problems.push(tooManyProblems(file));
      break;
    }
    if ("problem" in each) {
      problems.push(each.problem);
      continue;
    }
    const { line } = each.row.at();
    const row = feedbackRow(each.row.cells);
    if (typeof row === "string") {
      problems.push({ rule: "invalid-feedback", file, line, message: row });
      continue;
    }
    try {
      feedback.push(await recordOf(deps, row, runs, by));
    } catch (error) {
      if (!(error instanceof PromptopsError)) throw error;
      problems.push({ rule: error.code, file, line, message: error.message, hint: error.hint });
    }
  }
  if (problems.length > 0) throw new PromptopsError("invalid-feedback", `Nothing of ${file} was imported.`, { problems });
  if (feedback.length === 0) throw new PromptopsError("invalid-feedback", `${file} holds no feedback.`, { where: file });
  const { added, shared } = await recordFeedback(deps, feedback, by);
  return { added: added.size, already_there: feedback.length - added.size, shared };
}

async function recordOf(deps: FeedbackDeps, row: FeedbackRowInput, runs: Runs, by: { readonly name: string; readonly email: string }): Promise<FeedbackRecord> {
  const { verdict, score = verdict === "good" ? 1 : 0, comment, rater = `${by.name} <${by.email}>`, at } = row;
  return makeFeedback({
    ...(await ratedAnswer({ evaluations: deps.evaluations, ...runs }, row)),
    rater,
    verdict,
    score,
    ...(comment === undefined ? {} : { comment: deps.redact(comment) }),
    source: "import",
    at: at ?? new Date(deps.clock.now()).toISOString(),
  });
}

/** A line as it should be. */
const example = '{"evaluation": "20261120T0900", "case": "core/a1", "verdict": "good", "comment": "…"}';

function rowsOf(file: string, given: GivenFiles): AsyncIterable<RowOrProblem> {
  if (!/\.csv$/i.test(file)) return jsonlRows(givenName(file), given.stream(file), example);
  return csvRows(file, given.stream(file), (names) =>
    names
      .filter((name) => !feedbackColumns.includes(name))
      .map((name) => ({ rule: "invalid-feedback", message: `There is no column \`${name}\` in feedback.`, hint: `There are ${feedbackColumns.join(", ")}.` })),
  );
}
