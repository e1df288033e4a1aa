import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { schemaFiles } from "../../core/scaffold/schema-files.ts";
import type { WorkFiles } from "../../ports/work-files.ts";

/**
 * Writes new files, all or (when one is there already) none, and the schemas they refer to where these are missing.
 * @returns The paths written.
 * @throws PromptopsError `already-exists`
 */
export async function writeNew(files: WorkFiles, texts: Readonly<Record<string, string>>): Promise<string[]> {
  for (const path of Object.keys(texts)) {
    if (await files.exists(path)) throw new PromptopsError("already-exists", `${path} is already there.`, { where: path });
  }
  const schemas = Object.entries(schemaFiles()).filter(([path]) => Object.values(texts).some((text) => text.includes(path)));
  const missing = await Promise.all(schemas.map(async ([path, text]) => ((await files.exists(path)) ? [] : [[path, text] as const])));
  const wanted = [...Object.entries(texts), ...missing.flat()];
  for (const [path, text] of wanted) await files.create(path, text);
  return wanted.map(([path]) => path);
}
