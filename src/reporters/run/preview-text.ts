import type { PreviewResult } from "../../core/results/runs.ts";
import { paintFor } from "../paint.ts";
import { plainLines } from "../plain-lines.ts";
import type { Screen } from "../screen.ts";
import { differenceLines } from "./difference-lines.ts";
import { blocksText, runRecordBlocks } from "./run-record-lines.ts";

/** So much of a message is shown; `--json` has all of it. */
const longestMessage = 50_000;

/** What a run would say and what would be sent where; nothing was sent. */
export function previewText({ record, messages, compared_with: other, differences }: PreviewResult, screen: Screen): string {
  const paint = paintFor(screen);
  const sent = messages.flatMap(({ destination, parts }) =>
    parts.map(({ body, encoding, content_type: type }, at) =>
      [
        paint("dim", `would be sent to ${destination}, ${at + 1} of ${parts.length} (${type}):`),
        encoding === "utf8" ? plainLines(body, longestMessage) : `${body.length} characters of Base64`,
      ].join("\n"),
    ),
  );
  const compared =
    other === undefined
      ? []
      : differences.length === 0
        ? [`Made of the same as ${other}, and said the same.`]
        : [paint("dim", `differs from ${other}:`), ...differenceLines(differences, screen)];
  return blocksText([...runRecordBlocks(record, paint, screen), ...sent.map((each) => [each]), compared]);
}
