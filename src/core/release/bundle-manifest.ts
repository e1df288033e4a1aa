import { Check } from "typebox/value";
import { Id, strict, Type, type Static } from "../model/shape.ts";
import { VersionNumber } from "./release-event.ts";

/** Refs of a bundle, which a repository has only while one is being written: a commit with the manifest and the evidence, and the release log. */
export const bundleRefs = { evidence: "refs/promptops/bundle/evidence", log: "refs/promptops/bundle/log" } as const;
export const manifestFile = "bundle.json";

/** What a bundle says of itself; what it holds is checked, not this. */
export const BundleManifest = strict({
  schema_version: Type.Literal(1),
  made_at: Type.String({ description: "UTC, ISO 8601." }),
  tool_version: Type.String(),
  versions: Type.Array(strict({ prompt: Id, version: VersionNumber }), { minItems: 1 }),
});
export type BundleManifest = Static<typeof BundleManifest>;

/** Undefined for what no bundle of ours says. */
export function readBundleManifest(text: string | undefined): BundleManifest | undefined {
  try {
    const value: unknown = JSON.parse(text ?? "");
    return Check(BundleManifest, value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Where the evidence of an evaluation lies in a bundle: one file per prompt it was about, named by the digest that a statement names. */
export function bundledEvidenceFolder(evaluation: string): string {
  return `evidence/${evaluation}`;
}
