import type { DocumentPath } from "../model/document-path.ts";
import type { Suite } from "../model/suite.ts";
import { eachAssertion } from "./each-assertion.ts";
import type { AssertedPrompt } from "./kind.ts";
import { assertionKinds } from "./registry.ts";
import type { Assertion } from "./schema.ts";

export interface AssertionProblem {
  readonly path: DocumentPath;
  readonly message: string;
  readonly hint?: string;
}

/** What a suite's assertions get wrong beyond their shape: patterns that do not compile, schemas that are none, tools that nobody declared. */
export async function checkAssertions(suite: Suite, prompt: AssertedPrompt): Promise<AssertionProblem[]> {
  const lists: (readonly [DocumentPath, readonly Assertion[] | undefined])[] = [
    [["assertions"], suite.assertions],
    ...(suite.cases ?? []).map((each, at) => [["cases", at, "assertions"], each.assertions] as const),
  ];
  const problems: AssertionProblem[] = [];
  for (const [path, assertions = []] of lists) {
    for (const { assertion, path: at } of eachAssertion(assertions, path)) {
      const { problem, problemAt = [] } = assertionKinds[assertion.type] ?? {};
      const found = await problem?.({ ...assertion }, prompt);
      if (found !== undefined) problems.push({ path: [...at].concat(problemAt), ...(typeof found === "string" ? { message: found } : found) });
    }
  }
  return problems;
}
