import type { Citation, ToolCall } from "../../../core/model-call/response.ts";
import type { Json } from "../../../core/model/shape.ts";
import { textOf, type Fields } from "./fields.ts";

/** A function call as models write it. Arguments that are no JSON stay the text they are: an assertion can judge them. */
export function toolCall({ name, arguments: written }: Fields): ToolCall {
  const text = textOf(written) ?? "";
  try {
    return { name: textOf(name) ?? "", arguments: JSON.parse(text) as Json };
  } catch {
    return { name: textOf(name) ?? "", arguments: text };
  }
}

/** The https pages that annotations cite, each once. */
export function citations(annotations: readonly Fields[]): Citation[] {
  const found = new Map<string, Citation>();
  for (const { url, title } of annotations) {
    if (typeof url !== "string" || !isHttps(url) || found.has(url)) continue;
    found.set(url, typeof title === "string" && title !== "" ? { url, title } : { url });
  }
  return [...found.values()];
}

export function isHttps(url: string): boolean {
  return URL.parse(url)?.protocol === "https:";
}
