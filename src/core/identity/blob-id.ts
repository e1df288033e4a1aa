import { hash } from "node:crypto";

/** The id that git gives a file of this content. @param digits Of ids in its repository: 40 (SHA-1) or 64 (SHA-256). */
export function blobId(text: string, digits: number): string {
  return hash(digits === 40 ? "sha1" : "sha256", `blob ${Buffer.byteLength(text)}\0${text}`, "hex");
}
