import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { canonicalJson } from "../../../src/core/identity/canonical-json.ts";
import { caseDigest } from "../../../src/core/identity/case-digest.ts";
import { digestOf } from "../../../src/core/identity/digest.ts";
import { modelDigest, type ModelConfiguration } from "../../../src/core/identity/model-digest.ts";
import { promptDigest } from "../../../src/core/identity/prompt-digest.ts";
import { requestDigest } from "../../../src/core/identity/request-digest.ts";
import { suiteDigest } from "../../../src/core/identity/suite-digest.ts";
import type { ModelRequest } from "../../../src/core/model-call/request.ts";
import type { Prompt } from "../../../src/core/model/prompt.ts";
import type { Json } from "../../../src/core/model/shape.ts";

interface Vectors {
  readonly canonical_json: readonly { readonly value: Json; readonly text: string }[];
  readonly prompts: readonly {
    it: string;
    prompt: Prompt;
    partials?: Record<string, string>;
    files?: Record<string, { digest: string; media_type: string }>;
    digest: string;
    hashed: Json;
  }[];
  readonly cases: readonly { it: string; case: Parameters<typeof caseDigest>[0]; files?: Record<string, string>; digest: string; hashed: Json }[];
  readonly suites: readonly { it: string; cases: string[]; settings: Parameters<typeof suiteDigest>[1]; digest: string }[];
  readonly models: readonly { model: ModelConfiguration; digest: string }[];
  readonly requests: readonly { request: ModelRequest; digest: string }[];
}

const vectors = parse(readFileSync(new URL("../../spec/identity/vectors.yaml", import.meta.url), "utf8")) as Vectors;

test.each(vectors.canonical_json)("canonical JSON is $text", ({ value, text }) => {
  expect(canonicalJson(value)).toBe(text.replaceAll("\r", "\\r").replaceAll("\n", "\\n"));
});

describe("digests are those that versions and evidence were made with", () => {
  test.each(vectors.prompts)("prompt: $it", ({ prompt, partials = {}, files = {}, digest, hashed }) => {
    const attached = Object.fromEntries(
      Object.entries(files).map(([path, file]) => [path, { digest: file.digest, mediaType: file.media_type, bytes: new Uint8Array() }]),
    );
    expect(digestOf(hashed)).toBe(digest);
    expect(promptDigest({ id: "any/id", prompt, partials, files: attached })).toBe(digest);
  });

  test.each(vectors.cases)("case: $it", ({ case: given, files, digest, hashed }) => {
    expect(digestOf(hashed)).toBe(digest);
    expect(caseDigest(given, files)).toBe(digest);
  });

  test.each(vectors.suites)("suite: $it", ({ cases, settings, digest }) => {
    expect(suiteDigest(cases, settings)).toBe(digest);
  });

  test.each(vectors.models)("model: $model.model", ({ model, digest }) => {
    expect(modelDigest(model)).toBe(digest);
  });

  test.each(vectors.requests)("request: $request.model", ({ request, digest }) => {
    expect(requestDigest(request)).toBe(digest);
  });
});
