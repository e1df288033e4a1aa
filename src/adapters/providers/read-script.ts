import { compileScript, type CompiledRule } from "../../core/model-call/compile-script.ts";
import { parseDocument, problemsOf } from "../../core/model/parse-document.ts";
import { breachesOf } from "../../core/model/rules/rule.ts";
import { scriptRules } from "../../core/model/rules/script-rules.ts";
import type { Script } from "../../core/model/script.ts";
import type { DocumentSource } from "../../ports/document-source.ts";
import { invalidFiles, missingFile } from "./invalid-files.ts";

/** A scripted provider's rules, checked and ready to match. @throws PromptopsError `invalid-documents`. */
export async function readScript(source: DocumentSource, file: string): Promise<{ readonly script: Script; readonly rules: readonly CompiledRule[] }> {
  const bytes = await source.read(file);
  if (bytes === undefined) throw missingFile(source, file);
  const { value: script, problems, ...positions } = parseDocument("script", file, bytes);
  if (script === undefined) throw invalidFiles(source, file, problems);
  const { rules, breaches } = await compileScript(script);
  const broken = problemsOf(file, [...breachesOf(scriptRules, script, undefined), ...breaches], positions);
  if (broken.length > 0) throw invalidFiles(source, file, broken);
  return { script, rules };
}
