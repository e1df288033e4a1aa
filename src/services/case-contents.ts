import { contentDigest } from "../core/challenge/challenge-case.ts";
import { caseKey } from "../core/gates/case-key.ts";
import type { DocumentSource } from "../ports/document-source.ts";
import type { LoadedPrompt } from "./load-prompt.ts";
import { loadSuite } from "./load-suite.ts";

/** A case's identity, what it asks, and how it is labelled. */
export interface CaseContent {
  /** `suite/case` */
  readonly key: string;
  readonly digest: string;
  readonly content: string;
  readonly tags: readonly string[];
}

/** Every case of these suites of a prompt. @throws PromptopsError as `loadSuite`. */
export async function* caseContents(source: DocumentSource, loaded: LoadedPrompt, suites: readonly string[]): AsyncGenerator<CaseContent> {
  for (const name of suites) {
    const suite = await loadSuite(source, loaded, name);
    for await (const evalCase of suite.cases())
      yield { key: caseKey({ suite: evalCase.suite, case: evalCase.id }), digest: evalCase.digest, content: contentDigest(evalCase), tags: evalCase.tags };
  }
}
