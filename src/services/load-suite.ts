import { nearest } from "../core/errors/nearest.ts";
import type { Problem } from "../core/errors/problem.ts";
import { PromptopsError } from "../core/errors/promptops-error.ts";
import type { Judge } from "../core/model/judge.ts";
import type { Config } from "../core/model/config.ts";
import type { EvalCase, Suite } from "../core/model/suite.ts";
import type { DocumentSource } from "../ports/document-source.ts";
import { checkSuite } from "./documents/check-suite.ts";
import { caseBatches, readCases, type ReadableSuite } from "./documents/read-cases.ts";
import { refuseProblems } from "./documents/read-document.ts";
import { keptCases } from "./kept-cases.ts";
import type { LoadedPrompt } from "./load-prompt.ts";

/** A suite that was found to be right, apart from its cases. */
export interface LoadedSuite {
  readonly name: string;
  readonly suite: Suite;
  /** The repository's own judges that its assertions may ask, by name. */
  readonly judges: Readonly<Record<string, Judge>>;
  /**
   * Its cases in test order, the same each time; memory does not grow with their number beyond what a usual suite has.
   * @throws PromptopsError `invalid-documents` with all problems of all cases, when the last one has been read.
   */
  cases(): AsyncIterable<EvalCase>;
}

/** Reads one suite of a prompt. @param providers From the configuration; undefined = not checked. @throws PromptopsError `unknown-suite`, `invalid-documents` with all problems. */
export async function loadSuite(
  source: DocumentSource,
  { resolved, suites }: LoadedPrompt,
  name: string,
  providers?: Config["providers"],
): Promise<LoadedSuite> {
  const checked = suites.includes(name) ? await checkSuite(source, resolved, name, { providers }) : undefined;
  if (checked === undefined) throw unknownSuite(resolved.id, name, suites);
  const { readable, problems, judges } = checked;
  const what = `suite ${name} of ${resolved.id}`;
  const found = [...problems, ...judges.problems];
  if (readable === undefined || found.length > 0) {
    // Whoever mends them wants to know of the cases' as well.
    for await (const next of readable === undefined ? [] : readCases(readable)) if ("problem" in next) found.push(next.problem);
    refuseProblems(source, what, found);
    throw new TypeError("a suite without problems is readable");
  }

  let wasRead = false;
  async function* cases(suite: ReadableSuite): AsyncGenerator<EvalCase> {
    const broken: Problem[] = [];
    for await (const batch of caseBatches(suite, wasRead)) {
      for (const next of batch) {
        if ("problem" in next) broken.push(next.problem);
        else if (broken.length === 0) yield next.evalCase;
      }
    }
    refuseProblems(source, what, broken);
    wasRead = true;
  }
  return { name, suite: readable.suite, judges: judges.byName, cases: keptCases(() => cases(readable)) };
}

function unknownSuite(promptId: string, name: string, suites: readonly string[]): PromptopsError {
  const near = nearest(name, suites);
  return new PromptopsError("unknown-suite", `The prompt \`${promptId}\` has no suite \`${name}\`.`, {
    hint: near === undefined ? `Run \`promptops show ${promptId}\` to see its suites.` : `Did you mean \`${near}\`?`,
  });
}
