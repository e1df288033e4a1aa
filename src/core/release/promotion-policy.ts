import { shellWord } from "../shell-word.ts";
import type { Environment } from "../model/config.ts";
import { countApprovals, type ApprovalQuestion } from "./count-approvals.ts";
import type { Person } from "./release-event.ts";
import type { VersionRecord } from "./release-state.ts";
import { isListed, voiceOf } from "./same-person.ts";
import { signatureDoubt, signHint, type OwnSignature } from "./signature-doubt.ts";
import { versionName } from "./version-name.ts";

/** Every reason why a policy lets nobody through. `docs/reason-codes.md` lists them. */
export const policyCodes = {
  "not-promotable": "The environment takes only what is live in another one, and this version is not.",
  deprecated: "The version was deprecated.",
  frozen: "The environment is frozen at this time.",
  "publisher-not-allowed": "Whoever asks is not among the environment's publishers.",
  "publisher-not-proven": "What whoever asks would write does not carry their own signature, which the environment wants.",
  "approvals-missing":
    "Too few people approved the version for this environment, not counting those who published it, or committed to the prompt since what is live there, nor words from before a rollback took it out of there.",
  "not-on-branch": "The version's commit is not on the branch that the environment takes versions from.",
  "signature-missing": "The version's tag carries no signature that git trusts here.",
} as const;
export type PolicyCode = keyof typeof policyCodes;
export const policyCodeNames = Object.keys(policyCodes) as readonly PolicyCode[];

/** One thing that stands in the way. */
export interface PolicyRefusal {
  readonly code: PolicyCode;
  readonly message: string;
  readonly hint: string;
}

export interface PolicyQuestion {
  readonly environment: string;
  readonly policy: Environment;
  readonly record: VersionRecord;
  /** Who asks. */
  readonly by: Person;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Is its commit on the policy's branch? Undefined when the branch is not known here. */
  readonly onBranch: boolean | undefined;
  /** What is live in the environment that it promotes from, where that is asked. */
  readonly before?: { readonly version: string | undefined } | undefined;
  /** Of the version's tag. */
  readonly signature: "good" | "bad" | "untrusted" | "unjudged" | "unsigned";
  /** How git would sign what whoever asks writes; asked only where the policy wants to know. */
  readonly own?: OwnSignature | undefined;
  /** What people said of it for this environment, and everybody who made it; asked only where the policy wants approvals. */
  readonly heard?: Omit<ApprovalQuestion, "policy"> | undefined;
}

/** Everything that an environment's policy holds against a version; empty = nothing. What the gate says of it is another question. */
export function policyRefusals(question: PolicyQuestion): PolicyRefusal[] {
  return rules.flatMap((rule) => rule(question) ?? []);
}

type Rule = (question: PolicyQuestion) => PolicyRefusal | undefined;

const notPromotable: Rule = ({ environment, policy: { promotes_from: source }, record, before }) =>
  source === undefined || before === undefined || before.version === record.version
    ? undefined
    : {
        code: "not-promotable",
        message: `${environment} takes only what is live in ${source}, and there ${before.version === undefined ? "nothing is" : `it is ${before.version}`}.`,
        hint: `Run \`promptops promote ${versionName(record)} ${source}\` first.`,
      };

const deprecated: Rule = ({ record }) =>
  record.deprecated && {
    code: "deprecated",
    message: `${versionName(record)} was deprecated by ${record.deprecated.by.name}: ${record.deprecated.reason}`,
    hint: `Run \`promptops history ${record.prompt}\` to find another version.`,
  };

const frozen: Rule = ({ environment, policy, now }) => {
  const freeze = policy.freeze?.find(({ from, to }) => Date.parse(from) <= now && now < Date.parse(to));
  return (
    freeze && {
      code: "frozen",
      message: `${environment} is frozen until ${freeze.to}: ${freeze.reason}`,
      hint: "Wait, or change `freeze` on the base branch. A rollback is always possible.",
    }
  );
};

const publisher: Rule = ({ environment, policy: { publishers }, by, own }) =>
  publishers === undefined || isListed(publishers, by, own?.signer)
    ? undefined
    : {
        code: "publisher-not-allowed",
        message: `${by.email} is not among those who may promote to ${environment}.`,
        hint: `Ask one of them: ${publishers.join(", ")}.`,
      };

/** Anybody can call themselves anything in git. */
const proven: Rule = ({ environment, policy, by, own }) => {
  const doubt = policy.signed === true ? signatureDoubt(own, by) : undefined;
  return doubt === undefined
    ? undefined
    : { code: "publisher-not-proven", message: `${environment} takes only what is signed by whoever promotes it, and ${doubt}.`, hint: signHint(by) };
};

const approvals: Rule = ({ environment, policy, record, heard = { approvals: [], authors: [] } }) => {
  const { approvals: wanted = 0, approvers } = policy;
  if (wanted === 0) return undefined;
  const { counting, own, unproven, outdated } = countApprovals({ policy, ...heard });
  const have = counting.length;
  if (have >= wanted) return undefined;
  const doubtful = unproven.length;
  const taken = [...heard.authors, ...counting.map(({ by, signer }) => voiceOf(by, signer))];
  const left = approvers?.filter((listed) => !taken.some((traces) => traces.has(listed.toLowerCase())));
  const add = `add an approver to \`approvers\` of ${environment} on the base branch`;
  const theirs =
    own.length === 0 ? "" : `${own.map(({ by }) => by.email).join(", ")} made it: ${own.length === 1 ? "that word is" : "those words are"} not counted. `;
  const few = left === undefined || left.length >= wanted - have ? "" : ` They are too few: ${add}, too.`;
  const unsigned =
    doubtful === 0 ? "" : `, not counting ${doubtful} that ${doubtful === 1 ? "is" : "are"} not signed by whoever gave ${doubtful === 1 ? "it" : "them"}`;
  const old =
    outdated.length === 0 || heard.leftAt === undefined
      ? ""
      : `, not counting ${outdated.length} from before entry ${heard.leftAt} rolled it back there: that has to be said again`;
  const who = left === undefined ? "somebody who did not make it" : left.join(", ");
  return {
    code: "approvals-missing",
    message: `${versionName(record)} has ${have} of the ${wanted} ${wanted === 1 ? "approval" : "approvals"} that ${environment} wants${unsigned}${old}.`,
    hint:
      left?.length === 0
        ? `${theirs}Nobody is left whose approval would count: ${add}.`
        : `${theirs}\`promptops approve ${versionName(record)} ${environment}\` by ${who}${doubtful === 0 ? "." : ", with `git config commit.gpgSign true`; whom git trusts is `gpg.ssh.allowedSignersFile`."}${few}`,
  };
};

const branch: Rule = ({ environment, policy, record, onBranch }) =>
  policy.branch === undefined || onBranch === true
    ? undefined
    : {
        code: "not-on-branch",
        message:
          onBranch === undefined
            ? `The branch ${policy.branch}, from which ${environment} takes versions, is not known in this clone.`
            : `The commit of ${versionName(record)} is not on ${policy.branch}, from which ${environment} takes versions.`,
        hint:
          onBranch === undefined
            ? `Fetch it: \`git fetch origin ${shellWord(policy.branch)}\`.`
            : `Merge it into ${policy.branch} first; the tag stays as it is.`,
      };

const signed: Rule = ({ environment, policy, record, signature }) =>
  policy.signed !== true || signature === "good"
    ? undefined
    : {
        code: "signature-missing",
        message: `${environment} takes signed versions only, and the tag of ${versionName(record)} ${signatureWords[signature]}.`,
        hint: "Let git sign tags (`git config tag.gpgSign true`) and publish the next version; whom git trusts is `gpg.ssh.allowedSignersFile`.",
      };

const signatureWords = {
  bad: "has a signature that does not fit it",
  untrusted: "is signed by somebody whom git has no reason to trust here",
  unjudged: "has a signature that git cannot judge here: it was not told whom to trust, or does not have the key",
  unsigned: "is not signed",
} as const;

const rules: readonly Rule[] = [deprecated, notPromotable, publisher, proven, frozen, branch, signed, approvals];
