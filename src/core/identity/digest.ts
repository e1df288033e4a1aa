import { hash } from "node:crypto";
import { canonicalJson } from "./canonical-json.ts";

/** SHA-256 of a value's canonical JSON, 64 hex digits. */
export function digestOf(value: unknown): string {
  return digestBytes(canonicalJson(value));
}

/** SHA-256 of bytes (a text: of its UTF-8), 64 hex digits. */
export function digestBytes(bytes: Uint8Array | string): string {
  return hash("sha256", bytes, "hex");
}
