import { array, assert, constantFrom, option, property, record, string } from "fast-check";
import { describe, expect, it } from "vitest";
import { digestOf } from "../../../src/core/identity/digest.ts";
import { requestDigest } from "../../../src/core/identity/request-digest.ts";
import type { ModelRequest } from "../../../src/core/model-call/request.ts";
import type { Provider } from "../../../src/ports/provider.ts";
import { cacheKey } from "../../../src/services/evaluation/cache-key.ts";

const parts = array(
  constantFrom<ModelRequest["messages"][number]["parts"][number]>(
    { kind: "text", text: 'a "quoted"\n\u0007 line' },
    { kind: "text", text: "" },
    { kind: "image", url: "https://a.example/b.png", detail: "low" },
    { kind: "file", url: "data:,x" },
  ),
  { maxLength: 3 },
);
const requests: ReturnType<typeof record<ModelRequest>> = record(
  {
    model: string(),
    params: constantFrom({}, { z: 1, a: [null, { b: 2, a: 1e21 }] }),
    messages: array(record({ role: constantFrom("system" as const, "user" as const), parts }), { maxLength: 3 }),
    output: constantFrom({ format: "json" as const, schema: { type: "object", required: ["b"] } }),
    tools: constantFrom([{ name: "t", description: "d", parameters: { type: "object" } }]),
  },
  { requiredKeys: ["model", "params", "messages"] },
) as never;

describe("a request's digest", () => {
  it("is that of its canonical JSON, though it is written part by part", () => {
    assert(
      property(requests, (request) => {
        expect(requestDigest(request)).toBe(digestOf({ of: "request/1", ...request }));
      }),
    );
  });

  it("knows keys that were added to a message or to the request", () => {
    const request = { model: "m", params: {}, messages: [{ role: "user", parts: [{ kind: "text", text: "x", more: 1 }], name: "n" }], extra: true };
    expect(requestDigest(request as unknown as ModelRequest)).toBe(digestOf({ of: "request/1", ...request }));
  });

  it("is what an answer is kept under, with who gave it and the epoch", () => {
    assert(
      property(requests, option(constantFrom(1, 2), { nil: undefined }), (request, sample) => {
        const provider = { fingerprint: "f".repeat(64) } as Provider;
        const key = { of: "answer/1", provider: provider.fingerprint, request: requestDigest(request), epoch: 3, sample: sample === 1 ? undefined : sample };
        expect(cacheKey({ provider, request, epoch: 3, ...(sample === undefined ? {} : { sample }) })).toBe(digestOf(key));
      }),
    );
  });
});
