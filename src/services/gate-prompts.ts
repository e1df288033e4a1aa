import { PromptopsError } from "../core/errors/promptops-error.ts";
import { promptIdsIn } from "../core/model/document-paths.ts";
import { worstVerdict } from "../core/gates/worst-verdict.ts";
import type { GatedPrompt, GateResult } from "../core/results/gate.ts";
import type { DocumentSource } from "../ports/document-source.ts";
import { differingPrompts } from "./evaluation/differing-prompts.ts";
import { namedPrompts } from "./evaluation/resolve-targets.ts";
import { lookAtOwn } from "./documents/look-at-own.ts";
import { refuseProblems } from "./documents/read-document.ts";
import { gate, knownPrompt, type GateInput } from "./gate.ts";
import { loadPrompt, type LoadedPrompt } from "./load-prompt.ts";
import { openConfig } from "./open-config.ts";
import { fetchForGate } from "./release/fetch-for-gate.ts";
import { gatedStates } from "./release/gated-states.ts";
import type { GateDeps } from "./release/release-deps.ts";
import { releaseRemote } from "./release/release-remote.ts";

export interface GatePromptsInput extends Omit<GateInput, "prompt"> {
  /** Ids, or folders of prompts for all in them. Empty with `changed`: every prompt. */
  readonly prompts: readonly string[];
  /** A revision, or `branchPoint`: only prompts that differ from it. */
  readonly changed?: string | undefined;
}

/** Asks the gate for each of several prompts, one after the other, and asks the remote once. @throws PromptopsError `missing-argument`, `invalid-documents`, and what `gate` throws. */
export async function gatePrompts(deps: GateDeps & { readonly workTree: DocumentSource }, input: GatePromptsInput): Promise<GateResult> {
  const { prompts: named, changed, ...each } = input;
  if (named.length === 0 && changed === undefined)
    throw new PromptopsError("missing-argument", "No prompt is named.", {
      hint: "Name some, or say `--changed` for those that differ from where the branch was left.",
    });
  const version = named.find((name) => name.includes("@"));
  if (version !== undefined) {
    const prompt = version.slice(0, version.indexOf("@"));
    throw new PromptopsError("invalid-id", `\`${version}\` is a version, and the gate judges a prompt as it is in the work tree, or at \`--ref\`.`, {
      hint: `\`promptops gate ${prompt} --ref ${version}\` asks about that version; \`promptops promote ${version} ENVIRONMENT --dry-run\` whether it could go live there.`,
    });
  }
  const { source, judging } = await gatedStates(deps, { ref: each.ref, promptsFrom: each.promptsFrom });
  const config = await openConfig(judging);
  const known = promptIdsIn(await source.list("prompts"));
  const asked = named.length > 0 ? namedPrompts(known, named) : known;
  const differing = changed === undefined ? undefined : await differingPrompts(deps, { config, source, suiteSource: judging }, asked, changed);
  const prompts = differing?.prompts ?? asked;
  // What is wrong here is said before anybody is asked.
  for (const prompt of prompts) {
    const loaded = await loadPrompt(source, prompt);
    await refuseBroken(judging, judging === source ? loaded : await knownPrompt(judging, prompt));
  }
  if (each.offline !== true && prompts.length > 0) await fetchForGate(deps.git, await releaseRemote(deps.git, config), prompts);
  const gates: GatedPrompt[] = [];
  for (const prompt of prompts) {
    each.signal?.throwIfAborted();
    gates.push(await gate(deps, { ...each, prompt, offline: true }));
  }
  return {
    verdict: worstVerdict(gates.map((gated) => gated.gate.verdict)),
    ...(differing === undefined ? {} : { changed: { since: differing.since.name, commit: differing.since.commit, prompts: [...differing.prompts] } }),
    gates,
  };
}

/** A policy that nobody can keep would let everything pass. What validators hold against the prompt is for the gate to say. @throws PromptopsError `invalid-documents`. */
async function refuseBroken(judging: DocumentSource, loaded: LoadedPrompt): Promise<void> {
  const { broken } = await lookAtOwn(judging, loaded);
  refuseProblems(judging, `prompt ${loaded.resolved.id}`, broken);
}
