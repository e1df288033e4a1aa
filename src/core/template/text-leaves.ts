import { withLf } from "../identity/line-ends.ts";
import type { DocumentPath } from "../model/document-path.ts";
import type { FileSource, ImageSource, Prompt, Role } from "../model/prompt.ts";

/** A text of the prompt that is a template. Nothing else of a prompt is one: no role, path, URL or name. */
export interface TextLeaf {
  readonly path: DocumentPath;
  /** Who speaks it. */
  readonly role?: Role | undefined;
  /** Line ends are LF. */
  readonly text: string;
}

/** Every template in the messages, in their order. */
export function textLeaves({ messages }: Prompt): TextLeaf[] {
  return messages.flatMap(({ role, content }, at): TextLeaf[] => {
    const path = ["messages", at, "content"];
    if (content === undefined) return [];
    if (typeof content === "string") return [{ path, role, text: withLf(content) }];
    return content.flatMap((part, position) => (part.text === undefined ? [] : [{ path: [...path, position, "text"], role, text: withLf(part.text) }]));
  });
}

export interface AttachmentLeaf {
  readonly path: DocumentPath;
  readonly role?: Role | undefined;
  readonly source: ImageSource | FileSource;
}

/** Every image and file in the messages, in their order. */
export function attachmentLeaves({ messages }: Prompt): AttachmentLeaf[] {
  return messages.flatMap(({ role, content }, at) =>
    (Array.isArray(content) ? content : []).flatMap((part, position): AttachmentLeaf[] => {
      const path = ["messages", at, "content", position];
      return [
        ...(part.image ? [{ path: [...path, "image"], role, source: part.image }] : []),
        ...(part.file ? [{ path: [...path, "file"], role, source: part.file }] : []),
      ];
    }),
  );
}
