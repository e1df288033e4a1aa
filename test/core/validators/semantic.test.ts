import { describe, expect, test } from "vitest";
import { askJudge } from "../../../src/core/judging/ask-judge.ts";
import { checkJudge } from "../../../src/core/judging/check-judge.ts";
import type { JudgeRequest } from "../../../src/core/judging/judge-request.ts";
import type { Judge } from "../../../src/core/model/judge.ts";
import type { Manifest } from "../../../src/core/model/manifest.ts";
import type { Prompt } from "../../../src/core/model/prompt.ts";
import type { ResolvedPrompt } from "../../../src/core/model/resolved-prompt.ts";
import { semanticFinding } from "../../../src/core/validators/semantic/semantic-finding.ts";
import { semanticValidators } from "../../../src/core/validators/semantic/registry.ts";
import type { SemanticSubject } from "../../../src/core/validators/semantic/semantic-validator.ts";
import { validators } from "../../../src/core/validators/registry.ts";
import { readSpec } from "../../helpers/spec.ts";

interface SemanticCase {
  readonly name: string;
  /** User messages. */
  readonly messages: readonly string[];
  readonly partials?: Readonly<Record<string, string>>;
  readonly output?: Prompt["output"];
  readonly manifest?: Partial<Manifest>;
  /** User messages of the version in use. */
  readonly released?: readonly string[];
  /** The repository's own judge. */
  readonly judge?: Omit<Judge, "schema_version">;
  /** What the judge's model answers, as JSON or word for word. */
  readonly answers?: { readonly choice: string; readonly reason: string };
  readonly says?: string;
  /** Parts of what the judge is shown, and what of it must stand inside a fence. */
  readonly shown?: readonly string[];
  readonly fenced?: string;
  readonly calls?: number;
  readonly asked?: false;
  readonly clean?: true;
  readonly finds?: string;
  readonly manifest_path?: string;
  readonly error?: string;
}

const spec = readSpec<readonly SemanticCase[]>("semantic");

test("every check has its cases, right and wrong, and a code of its own", () => {
  const codes = semanticValidators.map(({ code }) => code);
  expect(spec.map(({ file }) => file).sort()).toEqual([...codes].sort());
  expect(new Set([...codes, ...validators.map(({ code }) => code)]).size).toBe(codes.length + validators.length);
  for (const { content } of spec) expect([content.some(({ clean }) => clean), content.some(({ finds }) => finds !== undefined)]).toEqual([true, true]);
});

test.each(semanticValidators.map((each) => [each.judgeName, each.judge] as const))("a repository could have the judge %s", (_, judge) => {
  expect(checkJudge(judge)).toEqual([]);
});

describe.each(spec)("$file", ({ file, content }) => {
  const validator = semanticValidators.find(({ code }) => code === file)!;

  test.each(content.map((each) => [each.name, each] as const))("%s", async (_, each) => {
    const data = validator.shown(subjectOf(each));
    if (each.asked === false) {
      expect(data).toBeUndefined();
      return;
    }
    const requests: JudgeRequest[] = [];
    const send = (request: JudgeRequest) => {
      requests.push(request);
      return Promise.resolve({ text: each.says ?? JSON.stringify(each.answers), finishReason: "stop" as const });
    };
    const judge: Judge = each.judge === undefined ? validator.judge : { schema_version: 1, ...each.judge };
    const asking = askJudge({ judge: validator.judgeName, model: "demo/judge", form: "choice", data: data! }, judge, send);
    if (each.error !== undefined) await expect(asking).rejects.toMatchObject({ code: "malformed-judgement", message: expect.stringContaining(each.error) });
    else {
      const finding = semanticFinding(validator, await asking);
      expect(finding?.message ?? "").toEqual(each.clean === true ? "" : expect.stringContaining(each.finds ?? "no expectation"));
      if (each.clean !== true)
        expect(finding).toMatchObject({ code: file, path: "messages", hint: expect.stringContaining(`judges/${validator.judgeName}.yml`) });
      expect(finding?.manifest_path).toBe(each.manifest_path);
    }
    expect(requests).toHaveLength(each.calls ?? 1);
    const text = requests[0]!.messages.map(({ text: of }) => of).join("\n");
    for (const part of each.shown ?? []) expect(text).toContain(part);
    if (each.fenced !== undefined) expect(/<(data-[0-9a-f]{16})>\n([\s\S]*)\n<\/\1>/.exec(text)?.[2]).toContain(each.fenced);
  });
});

test("a judge's reason is told on one line, and not at any length", () => {
  const [validator] = semanticValidators;
  const finding = semanticFinding(validator!, { score: 0, reason: `contradictory: a\n\nb ${"x".repeat(1000)}` });
  expect(finding?.message).toMatch(/contradictory: a b x+…$/);
  expect(finding?.message.length).toBeLessThan(500);
});

function subjectOf({ messages, partials = {}, output, manifest, released }: SemanticCase): SemanticSubject {
  const resolved = (texts: readonly string[]): ResolvedPrompt => ({
    id: "support/triage",
    prompt: {
      schema_version: 1,
      variables: { short: { type: "boolean" } },
      messages: texts.map((content) => ({ role: "user", content })),
      model: { id: "demo/small" },
      ...(output === undefined ? {} : { output }),
    },
    partials,
    files: {},
  });
  return {
    resolved: resolved(messages),
    manifest: manifest === undefined ? undefined : { schema_version: 1, scope: "Anything.", task_class: "other", owners: ["a"], ...manifest },
    released: released === undefined ? undefined : resolved(released),
  };
}
