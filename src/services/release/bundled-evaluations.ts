import { Check } from "typebox/value";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { Evidence } from "../../core/eval/evidence.ts";
import { bundledEvidenceFolder } from "../../core/release/bundle-manifest.ts";
import type { DocumentSource } from "../../ports/document-source.ts";
import type { KeptEvaluations } from "./verify-version.ts";

/** The evaluations of a bundle. */
export function bundledEvaluations(source: DocumentSource): KeptEvaluations {
  return {
    async read(id) {
      const files = await source.list(bundledEvidenceFolder(id));
      const evidence = await Promise.all(files.map(async (path) => readEvidence(await source.read(path), path)));
      return files.length === 0 ? undefined : { evidence };
    },
  };
}

function readEvidence(bytes: Uint8Array | undefined, path: string): Evidence {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    if (Check(Evidence, value)) return value;
  } catch {
    // Said below.
  }
  throw new PromptopsError("corrupt-evaluation", `The bundle's ${path} is no evidence.`, { where: path });
}
