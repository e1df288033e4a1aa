import { PromptopsError } from "../errors/promptops-error.ts";
import { parseLogPoint } from "../release/live-at.ts";
import { durationMs } from "../schedule/duration.ts";

/**
 * From when on somebody asks: `7d` and `12h` ago, or a time (`2026-11-20`, `2026-11-20T09:00Z`). Milliseconds since the epoch.
 * @throws PromptopsError `invalid-flag`.
 */
export function sinceOf(text: string | undefined, now: number): number | undefined {
  if (text === undefined) return undefined;
  if (/^[1-9]\d*[smhd]$/.test(text)) return now - durationMs(text);
  const point = /^\d+$/.test(text) ? undefined : parseLogPoint(text);
  if (point !== undefined && "at" in point) return point.at;
  throw new PromptopsError("invalid-flag", `"${text}" is no time.`, {
    where: "--since",
    hint: "Write `--since 7d`, `--since 2026-11-20` or `--since 2026-11-20T09:00Z`.",
  });
}
