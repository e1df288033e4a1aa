import type { Deliverable } from "../destinations/kind.ts";
import { parseMarkdown } from "./parse-markdown.ts";
import type { Block, Segment } from "./rich-text.ts";

/** Which links of an answer may be links where it is delivered. */
export type LinkPolicy = "all" | "cited" | "none";

/** A deliverable as blocks: its title, the answer, and where it says it has it from. */
export function messageBlocks({ title, content, citations }: Deliverable, form: "markdown" | "text" | "json", links: LinkPolicy): Block[] {
  const body: Block[] = form === "markdown" ? parseMarkdown(content) : paragraphs(content);
  const cited = new Set(citations.map(({ url }) => URL.parse(url)?.href));
  const allowed = (link: string) => links === "cited" && cited.has(link);
  const head: Block = { kind: "heading", segments: [{ text: title }] };
  return [head, ...(links === "all" ? body : body.map((block) => withLinks(block, allowed))), ...sources(citations, links)];
}

function paragraphs(text: string): Block[] {
  return text
    .split(/\n{2,}/)
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .map((part) => ({ kind: "paragraph", segments: [{ text: part }] }));
}

function sources(citations: Deliverable["citations"], links: LinkPolicy): Block[] {
  if (citations.length === 0) return [];
  const item = ({ url, title = url }: Deliverable["citations"][number], at: number): Block => ({
    kind: "item",
    depth: 0,
    prefix: `${at + 1}. `,
    segments: links === "none" ? [{ text: title === url ? disarmed(url) : `${title} (${disarmed(url)})` }] : [{ text: title, link: url }],
  });
  return [{ kind: "heading", segments: [{ text: "Sources" }] }, ...citations.map(item)];
}

function withLinks(block: Block, allowed: (link: string) => boolean): Block {
  if (!("segments" in block)) return block;
  return { ...block, segments: block.segments.map((segment) => withLink(segment, allowed)) };
}

/** A link that is not allowed is only its text; and an address or a host in the text is written so that no place makes a link of it. */
function withLink(segment: Segment, allowed: (link: string) => boolean): Segment {
  const { link, ...rest } = segment;
  if (link !== undefined && allowed(link)) return segment;
  const text = segment.text.replaceAll(/\bhttps?:\/\/[^\s<>"]+/gi, (url) => (allowed(URL.parse(url)?.href ?? "") ? url : disarmed(url)));
  return { ...rest, text: segment.code === true ? text : unnamed(text) };
}

/** Some places make a link of `example.com` alone: a character that nobody sees stands behind its points. */
function unnamed(text: string): string {
  return text.replaceAll(/\S+/g, (word) => (/(?::|\[:\])\/\//.test(word) ? word : word.replaceAll(/(?<=[\p{L}\p{N}-])\.(?=\p{L}{2})/gu, ".\u2060")));
}

function disarmed(url: string): string {
  return url.replace("://", "[:]//");
}
