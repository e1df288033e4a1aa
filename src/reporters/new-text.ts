import type { NewKinds, NewResult } from "../core/results/new.ts";
import { paintFor } from "./paint.ts";
import type { Screen } from "./screen.ts";

/** The files that were written, and how to go on. @param note What is good to know of them. */
export function newText({ created, next }: NewResult, screen: Screen, note?: string): string {
  const paint = paintFor(screen);
  return [
    ...created.map((path) => `${paint("green", "new")}  ${path}`),
    ...(note === undefined ? [] : ["", note]),
    "",
    "Next:",
    ...next.map((command) => `  ${paint("cyan", command)}`),
  ].join("\n");
}

/** What can be made. */
export function newKindsText({ kinds }: NewKinds, screen: Screen): string {
  const paint = paintFor(screen);
  const width = Math.max(...kinds.map(({ command }) => command.length));
  return ["What shall it be?", "", ...kinds.map(({ command, summary }) => `  ${paint("cyan", command.padEnd(width))}  ${summary}`)].join("\n");
}
