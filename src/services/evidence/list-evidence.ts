import { meantName } from "../../core/errors/meant-name.ts";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { isStale, wholeDays } from "../../core/eval/evidence-age.ts";
import { hasNewerAnswers, oldestAnswer } from "../../core/eval/evidence-parts.ts";
import type { Evidence } from "../../core/eval/evidence.ts";
import { gatePolicyOf } from "../../core/gates/effective-policy.ts";
import { meantId } from "../../core/identity/meant-id.ts";
import type { GatePolicy } from "../../core/model/gate-policy.ts";
import type { EvidenceListResult, EvidenceShowResult, ListedEvidence } from "../../core/results/evidence.ts";
import type { DocumentSource } from "../../ports/document-source.ts";
import type { EvaluationStore, KeptEvidence } from "../../ports/evaluation-store.ts";
import { knownLedgerRemote } from "../ledger/known-ledger-remote.ts";
import { loadPrompt, type LoadedPrompt } from "../load-prompt.ts";
import { openProject } from "../open-project.ts";
import { targetEnvironment } from "../release/target-environment.ts";
import { allInLedger } from "./ledger-evidence.ts";
import type { SharedEvidenceDeps } from "./shared-evidence.ts";

export interface EvidenceDeps extends SharedEvidenceDeps {
  readonly workTree: DocumentSource;
  readonly evaluations: EvaluationStore;
}

export interface ListEvidenceInput {
  readonly prompt?: string | undefined;
  /** Whose policy says how old evidence may be. Default: as `gate` has it. */
  readonly environment?: string | undefined;
  readonly limit: number;
}

interface Found {
  readonly listed: ListedEvidence;
  readonly kept: KeptEvidence;
}

/** Evidence of this machine and of the ledger, newest first. @throws PromptopsError `nothing-matches`, `unknown-environment`. */
export async function listEvidence(deps: EvidenceDeps, { prompt, environment, limit }: ListEvidenceInput): Promise<EvidenceListResult> {
  const { found, prompts } = await findAll(deps, environment);
  const known = [...new Set([...prompts.keys(), ...found.map(({ listed }) => listed.prompt)])];
  if (prompt !== undefined && !known.includes(prompt)) throw unmatched(prompt, known);
  const own = found.filter(({ listed }) => prompt === undefined || listed.prompt === prompt).map(({ listed }) => listed);
  const proved = new Set(own.filter(({ state }) => state === "fresh").map((listed) => listed.prompt));
  const missing = [...prompts].filter(([id, { suites }]) => (prompt === undefined || id === prompt) && suites.length > 0 && !proved.has(id)).map(([id]) => id);
  const stale = missing.filter((id) => own.some((listed) => listed.prompt === id && listed.state === "stale"));
  return { evidence: own.slice(0, limit), more: own.length > limit, missing, stale };
}

/** One of them, whole. @param key Its beginning, a prompt's id (then the newest), or the evaluation it is of. @throws PromptopsError `nothing-matches`, `ambiguous-id`. */
export async function showEvidence(
  deps: EvidenceDeps,
  { key, environment }: { readonly key: string; readonly environment?: string | undefined },
): Promise<EvidenceShowResult> {
  const { found } = await findAll(deps, environment);
  const own = found.filter(({ listed }) => listed.prompt === key);
  const newest = own.find(({ listed }) => listed.state !== "partial") ?? own[0];
  const keys = found.map(({ listed }) => listed.key);
  const first = newest ?? found[keys.indexOf(meantId("evidence", key, keys) ?? "")] ?? ofEvaluation(found, key);
  if (first === undefined) throw unmatched(key, [...new Set(found.map(({ listed }) => listed.prompt))]);
  return { listed: first.listed, evidence: first.kept.evidence };
}

/** What an evaluation proved; of several pieces the only one that is about a prompt as it is now. */
function ofEvaluation(found: readonly Found[], typed: string): Found | undefined {
  const id = meantId(
    "evaluation",
    typed,
    found.map(({ listed }) => listed.evaluation),
  );
  const all = found.filter(({ listed }) => listed.evaluation === id);
  const current = all.filter(({ listed }) => listed.state !== "other");
  const told = current.length === 0 ? all : current;
  if (told.length < 2) return told[0];
  const keys = told.map(({ listed }) => `\`${listed.key.slice(0, 12)}\` (${listed.prompt}, ${listed.model})`);
  throw new PromptopsError("ambiguous-id", `The evaluation ${id ?? typed} left ${told.length} pieces of evidence: ${keys.join(", ")}.`);
}

async function findAll(
  deps: EvidenceDeps,
  environment: string | undefined,
): Promise<{ readonly found: readonly Found[]; readonly prompts: ReadonlyMap<string, LoadedPrompt> }> {
  const { config, promptIds } = await openProject(deps.workTree);
  const target =
    environment === undefined && Object.keys(config.environments ?? {}).length > 1 && config.release?.target === undefined
      ? undefined
      : targetEnvironment(config, environment);
  const prompts = new Map<string, LoadedPrompt>();
  for (const id of promptIds) prompts.set(id, await loadPrompt(deps.workTree, id));
  const policyOf = (id: string): GatePolicy =>
    target === undefined ? {} : gatePolicyOf(config.environments?.[target], id, prompts.get(id)?.manifest?.gates?.[target]);
  const now = deps.clock.now();
  const found: Found[] = [];
  for (const { held, ...kept } of await everything(deps)) {
    const { key, evidence } = kept;
    const { prompt, prompt_digest, evaluation, finished_at, model, suites, totals } = evidence;
    const state =
      prompts.get(prompt)?.digest !== prompt_digest ? "other" : !evidence.complete ? "partial" : isStale(evidence, policyOf(prompt), now) ? "stale" : "fresh";
    const { cases, passed, mean_score } = totals;
    const [answered, days] = [oldestAnswer(evidence), wholeDays(evidence, now)];
    found.push({
      kept,
      listed: {
        key,
        prompt,
        prompt_digest,
        state,
        held,
        evaluation,
        finished_at,
        ...(answered === undefined ? {} : { answered_at: answered }),
        ...(days === undefined ? {} : { days }),
        model,
        suites: suites.map(({ suite }) => suite),
        cases,
        passed,
        mean_score,
      },
    });
  }
  return { found: found.sort((a, b) => newestFirst(a.listed, b.listed)), prompts };
}

/** Of one key that of the newest answers, wherever it lies. */
async function everything({ evaluations, git, openLedger }: EvidenceDeps): Promise<readonly (KeptEvidence & Pick<ListedEvidence, "held">)[]> {
  const all = new Map<string, KeptEvidence & Pick<ListedEvidence, "held">>();
  for await (const kept of evaluations.keptEvidence()) all.set(kept.key, { ...kept, held: "here" });
  const ledger = await openLedger(await knownLedgerRemote(git));
  for await (const kept of allInLedger(await ledger.view())) {
    const here = all.get(kept.key);
    if (here === undefined || isNewer(kept.evidence, here.evidence)) all.set(kept.key, { ...kept, held: "ledger" });
    else if (here.evidence.finished_at === kept.evidence.finished_at && here.held === "here") all.set(kept.key, { ...here, held: "both" });
  }
  return [...all.values()];
}

function isNewer(a: Evidence, b: Evidence): boolean {
  return hasNewerAnswers(a, b) || (!hasNewerAnswers(b, a) && a.finished_at > b.finished_at);
}

const states: readonly ListedEvidence["state"][] = ["fresh", "stale", "partial", "other"];

/** Of one moment what counts stands first. */
function newestFirst(a: ListedEvidence, b: ListedEvidence): number {
  if (a.finished_at !== b.finished_at) return a.finished_at < b.finished_at ? 1 : -1;
  return states.indexOf(a.state) - states.indexOf(b.state) || (a.key < b.key ? -1 : 1);
}

function unmatched(name: string, known: readonly string[]): PromptopsError {
  const near = meantName(name, known);
  return new PromptopsError("nothing-matches", `There is no evidence about "${name}".`, {
    hint: near === undefined ? "Run `promptops evidence list` to see all of it, and `promptops eval <prompt>` to make some." : `Did you mean \`${near}\`?`,
  });
}
