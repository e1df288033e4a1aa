import type { Deliverable, FormatInput } from "../destinations/kind.ts";
import { chunk } from "./chunk.ts";
import type { Dialect } from "./dialect.ts";
import { messageBlocks, type LinkPolicy } from "./message-blocks.ts";

/** A deliverable as the texts of as many messages as it takes, and of no more than are wanted. */
export function chunkedMessage({ deliverable, form, maxParts }: FormatInput<unknown>, dialect: Dialect, links: LinkPolicy): readonly string[] {
  const blocks = form === "json" ? messageBlocks(asCode(deliverable), "markdown", links) : messageBlocks(deliverable, form, links);
  const { run } = deliverable.meta;
  const { texts } = chunk(blocks, dialect, maxParts, { kind: "paragraph", segments: [{ text: `… The whole text is in the record of ${run}.`, italic: true }] });
  return texts;
}

function asCode(deliverable: Deliverable): Deliverable {
  const json = JSON.stringify(deliverable.structured ?? deliverable.content, null, 2);
  return { ...deliverable, content: `~~~json\n${json}\n~~~` };
}
