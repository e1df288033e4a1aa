import type { ScorerNeeds } from "../../src/core/assertions/kind.ts";
import { assertionKinds } from "../../src/core/assertions/registry.ts";
import { commonFields } from "../../src/core/assertions/schema.ts";
import { catalogue } from "../../src/core/errors/catalogue.ts";
import type { CatalogueEntry } from "../../src/core/errors/catalogue-entry.ts";
import { exitCodes } from "../../src/core/errors/exit-code.ts";
import { reasonCodes, type ReasonCode } from "../../src/core/gates/reason-codes.ts";
import { acceptableCodes } from "../../src/core/model/acceptance.ts";
import { policyCodes } from "../../src/core/release/promotion-policy.ts";
import { watchCodes, type WatchCode } from "../../src/core/release/watch-codes.ts";
import { untrustedReasons, type UntrustedReasonCode } from "../../src/core/untrusted/reason-codes.ts";
import { semanticValidators } from "../../src/core/validators/semantic/registry.ts";
import { validators } from "../../src/core/validators/registry.ts";
import { cell } from "./command-pages.ts";
import { settingsTable } from "./settings-table.ts";

const note = (source: string) => `<!-- Written by \`npm run docs\` from ${source}. -->\n`;

/** The pages that list what a map in `src/core` holds: path → Markdown. */
export function cataloguePages(): Record<string, string> {
  return { "docs/errors.md": errors(), "docs/assertions.md": assertions(), "docs/reason-codes.md": reasons() };
}

function errors(): string {
  const entries: [string, CatalogueEntry][] = Object.entries(catalogue);
  const rows = entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([code, { exit, hint }]) => `| \`${code}\` | ${exitCodes[exit]} | ${cell(hint)} |`);
  return `${note("src/core/errors/catalogue.ts")}# Errors

An error is one sentence, the place it is about, and the next step. Its code is stable: scripts may rely on it. With
\`--json\` it is the \`error\` of the document; [exit-codes.md](exit-codes.md) explains the numbers.

| code | exit | next step, when nothing more exact is known |
|---|---|---|
${rows.join("\n")}

A provider that gives no answer is \`provider-rate-limit\`, \`provider-server\`, \`provider-timeout\`, \`provider-bad-request\`,
\`provider-network\` (exit 3) or \`provider-auth\` (exit 4). What the operating system refuses is \`system\` (exit 3). Anything
else is a defect of promptops: \`bug\` (exit 70).
`;
}

function assertions(): string {
  const sections = Object.values(assertionKinds).map(({ type, summary, params, needs, threshold }) => {
    const table = settingsTable(params.properties, params.required ?? []);
    const passes = threshold === undefined ? "" : `\n\nPasses from a score of ${threshold} on, unless \`threshold\` says otherwise.`;
    const asks = needs.length === 0 ? "" : `\n\nNeeds ${needs.map((need) => needWords[need]).join(" and ")}.`;
    return `## ${type}\n\n${summary}${passes}${asks}${table === "" ? "" : `\n\n${table}`}`;
  });
  return `${note("src/core/assertions/registry.ts")}# Assertions

An assertion checks an answer: it stands in a suite (for every case) or in a case. Every kind also takes:

${settingsTable(commonFields, [])}

${sections.join("\n\n")}
`;
}

const needWords = {
  runScorer: "a scorer file of the repository, which `--no-code` refuses",
  runCommand: "a program on this machine, which `--no-code` refuses",
  callWebhook: "a server, which `--no-code` refuses",
  askJudge: "a model as judge, which costs a call",
  answerOf: "other models' answers, which cost a call each unless they are known already",
  embed: "an embedding model, whose vectors are kept",
  ratingOf: "a person",
  scorePart: "nothing beside what its parts need",
} as const satisfies Record<keyof ScorerNeeds, string>;

function reasons(): string {
  const entries: [string, ReasonCode][] = Object.entries(reasonCodes);
  const rows = entries.map(
    ([code, { step, outcome, meaning, hint }]) =>
      `| \`${code}\` | ${step} | ${outcome} | ${cell(meaning)} | ${cell((hint ?? "").replaceAll("<prompt>", "PROMPT"))} |`,
  );
  const guard: [string, UntrustedReasonCode][] = Object.entries(untrustedReasons);
  const guarded = guard.map(([code, { outcome, meaning, hint }]) => `| \`${code}\` | ${outcome} | ${cell(meaning)} | ${cell(hint)} |`);
  const watch: [string, WatchCode][] = Object.entries(watchCodes);
  const watched = watch.map(
    ([code, { outcome, meaning, hint }]) => `| \`${code}\` | ${outcome} | ${cell(meaning)} | ${cell((hint ?? "").replaceAll("<prompt>", "PROMPT"))} |`,
  );
  const accepted: readonly string[] = acceptableCodes;
  const findings = validators.map(({ code, summary }) => `| \`${code}\` | ${cell(summary)} | ${accepted.includes(code) ? "yes" : ""} |`);
  const meanings = semanticValidators.map(({ code, summary, judgeName }) => `| \`${code}\` | ${cell(summary)} | [${judgeName}](judges.md#${judgeName}) |`);
  return `${note("src/core/gates/reason-codes.ts, src/core/validators/registry.ts, src/core/untrusted/reason-codes.ts, src/core/release/promotion-policy.ts and src/core/release/watch-codes.ts")}# Reason codes

## What a gate says

Steps in the order they are taken. One that fails or cannot be decided refuses; the verdict is the gravest outcome:
error, fail, inconclusive, pass.

| code | step | outcome | meaning | next step |
|---|---|---|---|---|
${rows.join("\n")}

## What the static validators find

They look at a prompt before any model is asked. Any finding refuses a release. What is found by signs, which can mislead, a person may accept
with a reason ([how](guide/prompts-and-suites.md#when-a-finding-is-no-fault)); the rest is to be mended, in the prompt or in its manifest.

| code | | may be accepted |
|---|---|---|
${findings.join("\n")}

## What a judge finds in a prompt

Only \`promptops validate --semantic\` asks for these: they take a model, and a model can be wrong. They are problems of \`validate\`
(exit 2), and refuse no release. A person may accept them as well. A judge that gives no answer is an error (exit 3), never a pass.

| code | | judge |
|---|---|---|
${meanings.join("\n")}

## What an environment's policy says

Before the gate is asked, \`promptops promote\` asks the environment's policy in \`.promptops.yml\` of the base branch. Everything that stands
in the way is told at once (exit 1).

| code | |
|---|---|
${Object.entries(policyCodes)
  .map(([code, meaning]) => `| \`${code}\` | ${cell(meaning)} |`)
  .join("\n")}

## What the watch says of a promoted version

\`promptops release check\` judges what came of it in use, where the policy has an \`after_promote.watch\`. What fails is rolled back; an error rolls
nothing back. A canary (\`after_promote.canary\`) says what a gate says.

| code | outcome | meaning | next step |
|---|---|---|---|
${watched.join("\n")}

## What the safety check says of an answer

It looks at every answer that may rest on web search or untrusted values; [web-search.md](guide/web-search.md) tells what it sees and what
not. With \`on_injection: fail\` in the prompt all of these fail.

| code | outcome | meaning | next step |
|---|---|---|---|
${guarded.join("\n")}
`;
}
