import { PromptopsError } from "../errors/promptops-error.ts";
import { pathText } from "../model/document-path.ts";
import { promptFile } from "../model/document-paths.ts";
import type { FileSource, ImageSource } from "../model/prompt.ts";
import type { ResolvedPrompt } from "../model/resolved-prompt.ts";
import type { Values } from "./complete-variables.ts";
import type { AttachmentLeaf } from "./text-leaves.ts";

const httpsUrl = /^https:\/\/[^\s]+$/;
const dataUrl = /^data:[a-z]+\/[a-z0-9.+-]+;base64,[A-Za-z0-9+/]+={0,2}$/;

/**
 * The URL a message carries for an image or a file: `data:` for bytes, https for everything else. A variable's value can only be
 * one of these two: it never names a file of this machine.
 * @throws PromptopsError `invalid-attachment`, or when rendered `invalid-variables`.
 */
export function compileAttachment({ id, files }: ResolvedPrompt, { path, source }: AttachmentLeaf): (values: Values) => string {
  const { variable } = source;
  if (variable !== undefined) return (values) => urlIn(id, variable, values[variable]);
  const url = fixedUrl(source, files);
  if (url === undefined) {
    throw new PromptopsError(
      "invalid-attachment",
      `${pathText(path)} of \`${id}\` names nothing that can be attached${source.path === undefined ? "" : `: there is no file \`${source.path}\``}.`,
      { where: promptFile(id) },
    );
  }
  return () => url;
}

function fixedUrl(source: ImageSource | FileSource, files: ResolvedPrompt["files"]): string | undefined {
  if (source.url !== undefined) return source.url;
  if (source.data !== undefined) return source.media_type === undefined ? undefined : `data:${source.media_type};base64,${source.data.replace(/\s+/g, "")}`;
  const file = source.path !== undefined && Object.hasOwn(files, source.path) ? files[source.path] : undefined;
  return file && `data:${source.media_type ?? file.mediaType};base64,${Buffer.from(file.bytes).toString("base64")}`;
}

function urlIn(promptId: string, variable: string, value: unknown): string {
  if (typeof value === "string" && (httpsUrl.test(value) || dataUrl.test(value))) return value;
  const message = `The variable \`${variable}\` must hold an https URL or a base64 data: URL.`;
  throw new PromptopsError("invalid-variables", `\`${promptId}\` cannot be rendered: ${message}`, {
    where: promptFile(promptId),
    hint: "Give `https://…` or `data:image/png;base64,…`.",
    problems: [{ rule: "invalid-attachment", file: promptFile(promptId), path: pathText(["variables", variable]), message }],
  });
}
