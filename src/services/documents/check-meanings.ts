import { askedByDefault } from "../../core/eval/asked-by-default.ts";
import { nanoDollars } from "../../core/cost/nano-dollars.ts";
import { Spending } from "../../core/eval/spending.ts";
import { caseErrorOf } from "../../core/eval/case-failure.ts";
import type { Problem } from "../../core/errors/problem.ts";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { askJudge } from "../../core/judging/ask-judge.ts";
import { judgeFile } from "../../core/model/document-paths.ts";
import type { Judge } from "../../core/model/judge.ts";
import { providerOf } from "../../core/model-call/provider-of.ts";
import type { AcceptedInPrompt, SemanticCheck, SemanticChecks } from "../../core/results/validate.ts";
import { acceptFindings } from "../../core/validators/accept-findings.ts";
import type { Finding } from "../../core/validators/finding.ts";
import { semanticFinding } from "../../core/validators/semantic/semantic-finding.ts";
import { semanticValidators } from "../../core/validators/semantic/registry.ts";
import type { SemanticSubject, SemanticValidator } from "../../core/validators/semantic/semantic-validator.ts";
import type { Clock } from "../../ports/clock.ts";
import type { DocumentSource } from "../../ports/document-source.ts";
import type { GitRepo } from "../../ports/git-repo.ts";
import type { OpenProvider } from "../../ports/provider.ts";
import type { ResponseCache } from "../../ports/response-cache.ts";
import { requireModels } from "../evaluation/expand-models.ts";
import { asking } from "../evaluation/asking.ts";
import { modelCaller } from "../evaluation/call-model.ts";
import { requireKnownPrice } from "../evaluation/known-prices.ts";
import { judgeCall } from "../evaluation/judge-call.ts";
import { providerDoor } from "../evaluation/provider-door.ts";
import { openConfig } from "../open-config.ts";
import { knownRemote } from "../release/known-remote.ts";
import { everReleased, type StatePlaces } from "../release/prompt-state.ts";
import { viewLog } from "../release/view-log.ts";
import { findingProblem } from "./finding-problem.ts";
import type { LookedAtDocuments } from "./look-at-documents.ts";
import { unusedAcceptance, type SoundPrompt } from "./look-at-prompt.ts";

export interface CheckMeaningsDeps {
  readonly source: DocumentSource;
  readonly git: GitRepo;
  readonly openProvider: OpenProvider;
  /** Undefined = nothing is kept. */
  readonly cache: ResponseCache | undefined;
  readonly clock: Clock;
  /** Blanks out secrets. */
  readonly redact: (text: string) => string;
  readonly signal: AbortSignal;
}

export interface CheckMeaningsInput {
  /** `provider/name`; undefined = the project's judge. */
  readonly model: string | undefined;
  /** US dollars; the project's `evaluation.max_cost_usd` when absent. */
  readonly maxCostUsd?: number | undefined;
}

export interface FoundMeanings {
  readonly problems: readonly Problem[];
  readonly accepted: readonly AcceptedInPrompt[];
  /** Acceptances that nothing needs. */
  readonly warnings: readonly Problem[];
  readonly semantic: SemanticChecks;
}

/** What came of a question. */
interface Answered {
  readonly prompt: SoundPrompt;
  readonly check: SemanticCheck;
  readonly finding?: Finding;
}

interface Question {
  readonly prompt: SoundPrompt;
  readonly validator: SemanticValidator;
  readonly subject: SemanticSubject;
}

/**
 * Asks a judge of every prompt what only its meaning tells. An answer that was paid for is not asked again. Whoever cannot be asked
 * says nothing: that is an error of the check, never a pass; and so is whatever a cost cap leaves too little for.
 * @throws PromptopsError `missing-judge-model`, `unknown-price` and what opening a provider throws before the first call; `invalid-judge`, `missing-key`.
 */
export async function checkMeanings(
  deps: CheckMeaningsDeps,
  { prompts, judges }: Pick<LookedAtDocuments, "prompts" | "judges">,
  input: CheckMeaningsInput,
): Promise<FoundMeanings> {
  const { source, git, openProvider, cache, clock, redact, signal } = deps;
  const config = await openConfig(source);
  if (input.model !== undefined) requireModels([input.model], config, "--judge");
  const model = requireModel(input.model ?? askedByDefault(config).judge);
  for (const { judgeName } of semanticValidators) requireSound(judges, judgeName);
  const { maxCostUsd = config.evaluation?.max_cost_usd } = input;
  if (maxCostUsd !== undefined) await requireKnownPrice(model, config, clock);
  const provider = await openProvider(providerOf(model));
  const spending = maxCostUsd === undefined ? undefined : new Spending(nanoDollars(maxCostUsd));
  const call = modelCaller({ config, clock, cache, spending, redact, door: providerDoor(signal) });
  const spent = asking();

  async function ask({ prompt, validator, subject }: Question): Promise<Answered> {
    const { code } = validator;
    const data = validator.shown(subject);
    if (data === undefined) return { prompt, check: { prompt: prompt.id, code, outcome: "nothing-to-ask" } };
    let cached = true;
    try {
      const judgement = await askJudge({ judge: validator.judgeName, model, form: "choice", data }, judgeFor(validator, judges.byName), async (request) => {
        const answer = await call({ provider, model, request: judgeCall(model, request), epoch: 1 });
        if (!answer.cached) {
          cached = false;
          spent.paid(1, answer.costNanoUsd);
        }
        return answer.response;
      });
      const finding = semanticFinding(validator, { ...judgement, reason: redact(judgement.reason) });
      const check: SemanticCheck = { prompt: prompt.id, code, outcome: finding === undefined ? "passed" : "found", reason: redact(judgement.reason), cached };
      return { prompt, check, ...(finding && { finding }) };
    } catch (error) {
      const failure = unanswered(error);
      if (failure === undefined) throw error;
      return { prompt, check: { prompt: prompt.id, code, outcome: "error", error_kind: failure.kind, reason: redact(failure.message) } };
    }
  }

  const answered = await Promise.all((await questionsAbout(git, source, prompts)).map(ask));
  signal.throwIfAborted();
  const { calls, cost_nano_usd: cost } = spent.record() ?? { calls: 0, cost_nano_usd: 0 };
  const sorted = [...Map.groupBy(answered, ({ prompt }) => prompt)].map(([prompt, of]) => sortedOut(prompt, of));
  return {
    problems: sorted.flatMap(({ problems }) => problems),
    accepted: sorted.flatMap(({ accepted }) => accepted),
    warnings: sorted.flatMap(({ warnings }) => warnings),
    semantic: {
      model,
      calls,
      ...(cost === undefined ? {} : { cost_nano_usd: cost }),
      ...cap(maxCostUsd),
      checks: sorted.flatMap(({ checks }) => checks),
    },
  };
}

/** What of a prompt's findings its manifest accepts, and what of its acceptances nothing needs. */
function sortedOut({ id, manifest, positions }: SoundPrompt, answered: readonly Answered[]): Omit<FoundMeanings, "semantic"> & Pick<SemanticChecks, "checks"> {
  const { accept = [] } = manifest ?? {};
  const hasAnswer = new Set(answered.flatMap(({ check }) => (check.outcome === "passed" || check.outcome === "found" ? check.code : [])));
  const found = answered.flatMap(({ finding }) => finding ?? []);
  const { findings, accepted, unused } = acceptFindings(found, accept, (code) => hasAnswer.has(code));
  return {
    problems: findings.map((finding) => findingProblem(id, finding, positions)),
    accepted: accepted.map((each) => ({ prompt: id, ...each })),
    warnings: unused.flatMap((at) => unusedAcceptance(id, accept, at, positions) ?? []),
    checks: answered.map(({ check, finding }) => (finding === undefined || findings.includes(finding) ? check : { ...check, outcome: "accepted" })),
  };
}

function cap(maxCostUsd: number | undefined): Pick<SemanticChecks, "max_cost_nano_usd"> {
  return maxCostUsd === undefined ? {} : { max_cost_nano_usd: nanoDollars(maxCostUsd) };
}

async function questionsAbout(git: GitRepo, source: DocumentSource, prompts: readonly SoundPrompt[]): Promise<Question[]> {
  const places: StatePlaces | undefined =
    (await git.head()) === undefined ? undefined : { git, workTree: source, releases: (await viewLog(git, await knownRemote(git), "all")).state };
  const questions: Question[] = [];
  for (const prompt of prompts) {
    const released = places === undefined ? undefined : (await everReleased(places, prompt.id))?.loaded.resolved;
    const subject = { resolved: prompt.resolved, manifest: prompt.manifest, released };
    questions.push(...semanticValidators.map((validator) => ({ prompt, validator, subject })));
  }
  return questions;
}

/** The repository's own before the one that comes with promptops. */
function judgeFor({ judgeName, judge }: SemanticValidator, own: Readonly<Record<string, Judge>>): Judge {
  return Object.hasOwn(own, judgeName) ? (own[judgeName] ?? judge) : judge;
}

/** Why there is no answer; undefined for what is no fault of whoever was asked. */
function unanswered(error: unknown): { readonly kind: string; readonly message: string } | undefined {
  if (error instanceof PromptopsError && error.code === "malformed-judgement") return { kind: error.code, message: error.message };
  return caseErrorOf(error);
}

function requireModel(model: string | undefined): string {
  if (model !== undefined) return model;
  throw new PromptopsError("missing-judge-model", "Nobody says which model shall judge what prompts mean.", {
    where: "--semantic",
    hint: "Name one with `--judge PROVIDER/NAME`, or as `evaluation.judge` in `.promptops.yml`.",
  });
}

/** A judge of the repository that is broken must not be passed over for the one whose place it takes. */
function requireSound({ names, byName }: LookedAtDocuments["judges"], judgeName: string): void {
  if (!names.includes(judgeName) || Object.hasOwn(byName, judgeName)) return;
  throw new PromptopsError("invalid-judge", `The judge \`${judgeName}\` cannot be asked: its document is wrong.`, {
    where: judgeFile(judgeName),
    hint: "Run `promptops validate judges` to see what is wrong with it.",
  });
}
