import { describe, expect, test } from "vitest";
import type { Environment } from "../../../src/core/model/config.ts";
import { policyCodeNames, policyRefusals, type PolicyQuestion } from "../../../src/core/release/promotion-policy.ts";
import { tracesOf } from "../../../src/core/release/same-person.ts";
import type { OwnSignature } from "../../../src/core/release/signature-doubt.ts";
import type { Signer } from "../../../src/core/release/signer.ts";
import { readSpec } from "../../helpers/spec.ts";

interface PolicyCase {
  readonly name: string;
  readonly policy: Environment;
  readonly by?: string;
  /** Whose key signs: a principal and a fingerprint; or what else git says of it. */
  readonly signs?: string;
  readonly now?: string;
  readonly approvals?: readonly { readonly by: string; readonly signed_by?: string }[];
  /** The entry that rolled it back there; approvals are entries 2, 3, … */
  readonly rolled_back_by?: number;
  /** Default: author@example.com. */
  readonly authors?: readonly string[];
  readonly on_branch?: boolean | "unknown";
  readonly signature?: PolicyQuestion["signature"];
  readonly deprecated?: string;
  /** What is live where it promotes from; `none` for nothing. */
  readonly before?: string;
  readonly codes: readonly string[];
  /** A part of what is said. */
  readonly says?: string;
}

const spec = readSpec<PolicyCase[]>("policy");
const at = "2026-11-20T09:00:00.000Z";

describe.each(spec)("policy: $file", ({ content }) => {
  test.each(content.map((each) => [each.name, each] as const))("%s", (_, each) => {
    const refusals = policyRefusals(questionOf(each));
    expect(refusals.map(({ code }) => code)).toEqual(each.codes);
    if (each.says !== undefined) expect(refusals.map(({ message, hint }) => `${message}\n${hint}`).join("\n")).toContain(each.says);
    for (const { hint } of refusals) expect(hint).not.toBe("");
  });
});

test("every reason has a case that shows it", () => {
  const shown = new Set(spec.flatMap(({ content }) => content.flatMap((each) => policyRefusals(questionOf(each)).map(({ code }) => code))));
  expect([...shown].sort()).toEqual([...policyCodeNames].sort());
});

/** `ann@example.com SHA256:a` */
function signer(text: string): Signer {
  const [name = "", key = ""] = text.split(" ");
  return { names: [name], keys: [key] };
}

function questionOf(each: PolicyCase): PolicyQuestion {
  return {
    environment: "production",
    policy: each.policy,
    by: { name: "Somebody", email: each.by ?? "ann@example.com" },
    own:
      each.signs?.includes(" ") === true
        ? { status: "good", signer: signer(each.signs) }
        : each.signs === undefined
          ? undefined
          : { status: each.signs as OwnSignature["status"] },
    now: Date.parse(each.now ?? at),
    onBranch: each.on_branch === "unknown" ? undefined : (each.on_branch ?? true),
    signature: each.signature ?? "unsigned",
    before: each.before === undefined ? undefined : { version: each.before === "none" ? undefined : each.before },
    heard: {
      leftAt: each.rolled_back_by,
      authors: (each.authors ?? ["author@example.com"]).map((email) => tracesOf({ email })),
      approvals: (each.approvals ?? []).map(({ by, signed_by }, index) => ({
        environment: "production",
        by: { name: by, email: by },
        at,
        sequence: index + 2,
        ...(signed_by === undefined ? {} : { signer: signer(signed_by) }),
      })),
    },
    record: {
      schema_version: 1,
      prompt: "p",
      version: "1.0.0",
      tag: "0".repeat(40),
      prompt_digest: "d",
      at,
      by: { name: "Author", email: "author@example.com" },
      sequence: 1,
      ...(each.deprecated === undefined ? {} : { deprecated: { at, by: { name: "Ann", email: "ann@example.com" }, reason: each.deprecated } }),
    },
  };
}
