import { getBuiltinModule } from "node:process";
import { canonicalJson } from "./canonical-json.ts";

/** SHA-256 of a value's canonical JSON, 64 hex digits. */
export function digestOf(value: unknown): string {
  return digestBytes(canonicalJson(value));
}

/** Loaded with the first digest: many commands make none. */
let crypto: ReturnType<typeof getBuiltinModule<"node:crypto">> | undefined;

/** SHA-256 of bytes (a text: of its UTF-8), 64 hex digits. */
export function digestBytes(bytes: Uint8Array | string): string {
  crypto ??= getBuiltinModule("node:crypto");
  return crypto.hash("sha256", bytes, "hex");
}
