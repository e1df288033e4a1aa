import type { Prompt } from "./prompt.ts";

/** A file of the repository that a message carries. */
export interface AttachedFile {
  readonly digest: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** A prompt with everything it refers to: the thing that has a digest, is rendered, evaluated and released. */
export interface ResolvedPrompt {
  readonly id: string;
  readonly prompt: Prompt;
  /** Every partial the messages reach, by name; line ends are LF. */
  readonly partials: Readonly<Record<string, string>>;
  /** Every file the messages attach, by path. */
  readonly files: Readonly<Record<string, AttachedFile>>;
}
