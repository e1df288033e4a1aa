import { shellWord } from "../../core/shell-word.ts";
import type { ReleaseBundleResult } from "../../core/results/release-bundle.ts";
import { bytesText } from "../bytes-text.ts";
import { paintFor } from "../paint.ts";
import type { Screen } from "../screen.ts";
import { lastSeenText } from "./standing-lines.ts";

const evidenceWords = {
  included: "with its evidence",
  "not-here": "without its evidence: it is neither on this machine nor in the ledger; `promptops evidence share` where it was published brings it there",
  none: "published without an evaluation of its own",
} as const;

export function releaseBundleText({ file, bytes, entries, as_last_seen, versions }: ReleaseBundleResult, screen: Screen): string {
  const paint = paintFor(screen);
  return [
    `Wrote ${paint("bold", file)} (${bytesText(bytes)}): ${versions.length} ${versions.length === 1 ? "version" : "versions"}, ${entries} ${entries === 1 ? "entry" : "entries"} of the release log.`,
    ...versions.map(({ name, evidence }) => `  ${name} ${paint(evidence === "not-here" ? "yellow" : "dim", evidenceWords[evidence])}`),
    ...(as_last_seen === undefined ? [] : [paint("dim", lastSeenText(as_last_seen))]),
    `next: promptops verify --bundle ${shellWord(file)}`,
  ].join("\n");
}
