import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { describeError } from "../../core/errors/error-description.ts";
import type { Evidence } from "../../core/eval/evidence.ts";
import { digestOf } from "../../core/identity/digest.ts";
import type { VersionRecord } from "../../core/release/release-state.ts";
import { versionName } from "../../core/release/version-name.ts";
import { versionOf, type TaggedVersion } from "../../core/release/versions-of.ts";
import type { VerifyCheck } from "../../core/results/verify.ts";
import type { GitRepo } from "../../ports/git-repo.ts";
import { loadPrompt } from "../load-prompt.ts";
import { cannotJudge } from "./verify-signatures.ts";

/** Of an evaluation store as much as a check of evidence takes. */
export interface KeptEvaluations {
  /** Undefined when there is none of this id. @throws PromptopsError `corrupt-evaluation`. */
  read(id: string): Promise<{ readonly evidence: readonly Evidence[] | undefined } | undefined>;
}

export interface VerifyDeps {
  readonly git: GitRepo;
  readonly evaluations: KeptEvaluations;
  /** Evidence of an evaluation that is kept elsewhere: in the ledger. Absent = nowhere. */
  readonly evidenceElsewhere?: ((evaluation: string) => Promise<readonly Evidence[]>) | undefined;
}

/** Every check on one published version. @param mustBeSigned A tag that nobody trusted has signed is a problem. */
export async function verifyVersion({ git, evaluations, evidenceElsewhere }: VerifyDeps, record: VersionRecord, mustBeSigned = false): Promise<VerifyCheck[]> {
  const name = versionName(record);
  const [tag] = await git.readTags([name]);
  if (tag === undefined) return [{ check: "tag", outcome: "problem", message: "Its tag is not in this repository, or is no annotated tag of a commit." }];
  const entry: VerifyCheck =
    tag.oid === record.tag
      ? { check: "entry", outcome: "ok", message: `Entry ${record.sequence} of the release log names this tag.` }
      : {
          check: "entry",
          outcome: "problem",
          message: `Entry ${record.sequence} of the release log names the tag ${record.tag.slice(0, 7)}, not ${tag.oid.slice(0, 7)}: it was moved.`,
        };
  const version = versionOf(tag);
  if (version === undefined) return [entry, { check: "statement", outcome: "problem", message: "Its tag carries no valid statement about this version." }];
  return [
    entry,
    checkStatement(version, record),
    await checkDigest(git, version),
    await checkEvidence(evaluations, version, evidenceElsewhere),
    await checkSignature(git, tag, mustBeSigned),
  ];
}

function checkStatement({ commit, statement: { predicate } }: TaggedVersion, record: VersionRecord): VerifyCheck {
  if (predicate.commit !== commit)
    return {
      check: "statement",
      outcome: "problem",
      message: `Its statement is about commit ${predicate.commit.slice(0, 7)}, and the tag points at ${commit.slice(0, 7)}.`,
    };
  if (predicate.prompt_digest !== record.prompt_digest)
    return { check: "statement", outcome: "problem", message: "Its statement is about another prompt than the release log." };
  return { check: "statement", outcome: "ok", message: `Gate: ${predicate.gate.verdict}. ${predicate.gate.summary}` };
}

async function checkDigest(git: GitRepo, { prompt, commit, statement }: TaggedVersion): Promise<VerifyCheck> {
  const stated = statement.predicate.prompt_digest;
  try {
    const { digest } = await loadPrompt(git.at(commit), prompt);
    return digest === stated
      ? { check: "digest", outcome: "ok", message: `The tag's tree holds the prompt that was evaluated (${digest.slice(0, 12)}).` }
      : {
          check: "digest",
          outcome: "problem",
          message: `The tag's tree holds another prompt (${digest.slice(0, 12)}) than was evaluated (${stated.slice(0, 12)}).`,
        };
  } catch (error) {
    const { exit, message } = describeError(error);
    if (exit === "bug") throw error;
    return { check: "digest", outcome: "problem", message: `The tag's tree has no such prompt any more. ${message}` };
  }
}

async function checkEvidence(
  evaluations: KeptEvaluations,
  { prompt, statement }: TaggedVersion,
  evidenceElsewhere: VerifyDeps["evidenceElsewhere"],
): Promise<VerifyCheck> {
  const { evaluation } = statement.predicate;
  if (evaluation === undefined)
    return { check: "evidence", outcome: "note", message: "It was published without an evaluation of its own: the same prompt was live already." };
  const kept = await readEvaluation(evaluations, evaluation.id);
  if (kept === "damaged")
    return {
      check: "evidence",
      outcome: "problem",
      message: `A file of evaluation ${evaluation.id} is damaged: its evidence cannot be compared.`,
    };
  const all = kept?.evidence ?? (await evidenceElsewhere?.(evaluation.id)) ?? [];
  const ours = all.filter((evidence) => evidence.prompt === prompt && evidence.prompt_digest === statement.predicate.prompt_digest);
  if (ours.length === 0)
    return {
      check: "evidence",
      outcome: "note",
      message: `The evaluation ${evaluation.id} is not kept here: its evidence cannot be compared. \`promptops evidence share\` where it was made puts it into the ledger.`,
    };
  return ours.some((evidence) => digestOf(evidence) === evaluation.evidence_digest)
    ? { check: "evidence", outcome: "ok", message: `The evidence of evaluation ${evaluation.id} is unchanged.` }
    : {
        check: "evidence",
        outcome: "problem",
        message: `The evidence of evaluation ${evaluation.id} kept here is not what the version was published with.`,
      };
}

async function readEvaluation(evaluations: KeptEvaluations, id: string): Promise<Awaited<ReturnType<KeptEvaluations["read"]>> | "damaged"> {
  try {
    return await evaluations.read(id);
  } catch (error) {
    if (error instanceof PromptopsError && error.code === "corrupt-evaluation") return "damaged";
    throw error;
  }
}

async function checkSignature(git: GitRepo, { oid, signed }: { readonly oid: string; readonly signed: boolean }, mustBe: boolean): Promise<VerifyCheck> {
  const doubtful = mustBe ? "problem" : "note";
  if (!signed) return { check: "signature", outcome: doubtful, message: "Not signed." };
  const { status, detail } = await git.verifySignature(oid);
  const words = detail === undefined ? "" : ` ${detail}.`;
  if (status === "good") return { check: "signature", outcome: "ok", message: `Signed.${words}` };
  if (status === "unjudged") return { check: "signature", outcome: doubtful, message: `Signed by nobody knows whom: ${cannotJudge}.` };
  return status === "bad"
    ? { check: "signature", outcome: "problem", message: `The signature does not fit the tag.${words}` }
    : { check: "signature", outcome: doubtful, message: `Signed by somebody git has no reason to trust here.${words}` };
}
