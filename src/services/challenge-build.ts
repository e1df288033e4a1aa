import { buildChallenge } from "../core/challenge/build-challenge.ts";
import { challengeSources } from "../core/challenge/challenge-case.ts";
import { challengeGaps } from "../core/challenge/challenge-gaps.ts";
import { challengeSplits, placeKey } from "../core/challenge/challenge-split.ts";
import { challengeSuites, splitOfSuite } from "../core/challenge/challenge-suites.ts";
import { PromptopsError } from "../core/errors/promptops-error.ts";
import { suiteFile } from "../core/model/document-paths.ts";
import type { ChallengeBuildResult, LeftOut } from "../core/results/challenge.ts";
import { requireSuiteName } from "./new-suite.ts";
import type { ChallengeDeps } from "./challenge/challenge-deps.ts";
import { challengeKey } from "./challenge/challenge-key.ts";
import { minedCases, withSources } from "./challenge/mined-cases.ts";
import { runCases } from "./challenge/run-cases.ts";
import { suiteCases } from "./challenge/suite-cases.ts";
import { readFeedback } from "./feedback/read-feedback.ts";
import { knownLedgerRemote } from "./ledger/known-ledger-remote.ts";
import { loadPrompt } from "./load-prompt.ts";
import { openConfig } from "./open-config.ts";

export interface ChallengeBuildInput {
  readonly prompt: string;
  /** What the names of its suites begin with. */
  readonly output: string;
  /** The least share drawn at random, 0.3 to 1. */
  readonly randomShare: number;
  /** Keys the split; the repository's first commit when absent. */
  readonly key?: string | undefined;
}

/**
 * Writes the cases from which there is something to learn as suites: what failed, what people call bad, what was uncertain, what must
 * never break, and a share drawn at random so that the rest of the world is seen as well.
 * @throws PromptopsError `unknown-prompt`, `invalid-id`, `no-challenge` when nothing is known to be hard, `history-missing`, `cannot-write`.
 */
export async function challengeBuild(
  deps: ChallengeDeps,
  { prompt, output: base, randomShare, key: given }: ChallengeBuildInput,
): Promise<ChallengeBuildResult> {
  const { git, workTree, evaluations, redact } = deps;
  requireSuiteName(`${base}-validation`);
  await openConfig(workTree);
  const loaded = await loadPrompt(workTree, prompt);
  const key = given ?? (await challengeKey(git));
  const { byDigest, earlier, placed, copies, sealed, earlierSuites, general, thresholds } = await suiteCases(workTree, loaded, base);
  const remote = await knownLedgerRemote(git);
  const view = await (await deps.openLedger(remote)).view();
  const feedback = await Array.fromAsync(readFeedback(view));
  const originalOf = (suite: string, digest: string) =>
    copies.get(digest) ?? (splitOfSuite(base, suite) === undefined && !sealed.has(suite) ? digest : undefined);
  const mined = await minedCases(evaluations, { prompt, feedback, originalOf, redact, thresholds });
  const runs = await runCases(view, await deps.openIndex(remote), { resolved: loaded.resolved, general, feedback, redact });
  const gone = [...mined.sources].filter(([digest, sources]) => sources.size > 0 && !byDigest.has(digest));
  const known = [...[...byDigest].map(([digest, one]) => withSources(one, digest, mined)), ...runs.cases];
  const set = buildChallenge(known, { prompt, key, randomShare, earlier });
  const leftOut: LeftOut[] = [...runs.leftOut, ...gone.map(() => "gone" as const), ...[...mined.disputed].map(() => "disputed" as const)];
  if (set === undefined) throw nothingHard(prompt, leftOut);

  const there = new Set(set.cases.map(({ content }) => placeKey(content)));
  const suites = challengeSuites(prompt, base, set, new Map([...placed].filter(([place]) => !there.has(place))));
  let unchanged = true;
  for (const { file, text } of suites) {
    const bytes = await workTree.read(file);
    if (bytes !== undefined && new TextDecoder().decode(bytes) === text) continue;
    unchanged = false;
    await deps.output.write(`${git.root}/${file}`, [text]);
  }
  const names = new Set(suites.map(({ suite }) => suite));
  return {
    prompt,
    digest: set.digest,
    outcome: unchanged ? "unchanged" : "written",
    suites: suites.map(({ suite, split, file, cases }) => ({ suite, split, file, cases })),
    cases: set.cases.length,
    sources: challengeSources.flatMap((source) => {
      const of = set.cases.filter(({ sources }) => sources.includes(source));
      const [train = 0, validation = 0, holdout = 0] = challengeSplits.map((split) => of.filter((each) => each.split === split).length);
      return of.length === 0 ? [] : [{ source, cases: of.length, train, validation, holdout }];
    }),
    random_share: set.drawn / set.cases.length,
    merged: set.merged,
    clusters: set.clusters,
    without_label: set.withoutLabel,
    left_out: countsOf(leftOut),
    too_small: challengeGaps(set, prompt),
    stale: earlierSuites.filter((suite) => !names.has(suite)).map((suite) => suiteFile(prompt, suite)),
  };
}

function countsOf(reasons: readonly LeftOut[]): ChallengeBuildResult["left_out"] {
  return [...Map.groupBy(reasons, (reason) => reason)].map(([reason, all]) => ({ reason, cases: all.length })).sort((a, b) => (a.reason < b.reason ? -1 : 1));
}

function nothingHard(prompt: string, leftOut: readonly LeftOut[]): PromptopsError {
  const told = countsOf(leftOut).map(({ reason, cases }) => `${cases} ${reason}`);
  const rest = told.length === 0 ? "" : ` Left out: ${told.join(", ")}.`;
  return new PromptopsError("no-challenge", `Nothing of ${prompt} is known to be hard: no failed case or run, no bad word, no golden case.${rest}`, {
    hint: `Run \`promptops eval ${prompt}\`, or tell what you think of an answer with \`promptops feedback add\`; or give a suite the tag \`golden\`.`,
  });
}
