import { ProviderError } from "../../../core/errors/provider-error.ts";
import type { Place } from "./failures.ts";

/** The JSON of an answer that came with success. @throws ProviderError `malformed` */
export function readJson({ speaker: { name }, url, setting }: Place, text: string, contentType: string | null | undefined): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    const isJson = /\bjson\b/i.test(contentType ?? "");
    const where = setting === "base_url" ? `the base URL ${new URL(url).host}` : `the URL at ${new URL(url).host}`;
    const sentence = isJson && text !== "" ? `${name} answered with broken JSON.` : `${name} answered, but not with JSON: is ${where} that of the API?`;
    throw new ProviderError("malformed", name, sentence, { cause });
  }
}
