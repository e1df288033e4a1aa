import type { Json } from "../model/shape.ts";
import type { Output, Role, Tool } from "../model/prompt.ts";

export interface TextPart {
  readonly kind: "text";
  readonly text: string;
}

/** Bytes travel as a `data:` URL; everything else is an https URL. */
export interface ImagePart {
  readonly kind: "image";
  readonly url: string;
  readonly detail?: "auto" | "low" | "high";
}

export interface FilePart {
  readonly kind: "file";
  readonly url: string;
  readonly name?: string;
}

export type RenderedPart = TextPart | ImagePart | FilePart;

/** One message exactly as it will be sent. */
export interface RenderedMessage {
  readonly role: Role;
  readonly parts: readonly RenderedPart[];
}

/** Everything a provider needs for one call; the same value always means the same call. */
export interface ModelRequest {
  /** The model's name at the provider, without the provider's own name. */
  readonly model: string;
  readonly params: Readonly<Record<string, Json>>;
  readonly messages: readonly RenderedMessage[];
  readonly output?: Output;
  readonly tools?: readonly Tool[];
}
