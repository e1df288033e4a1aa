import { useEffect, useState } from "react";
import { Box, render, Text } from "ink";
import type { ProgressState } from "./progress-state.ts";
import { progressText } from "./progress-text.ts";

const frameMs = 100;
const widestBar = 24;

export interface Watched {
  readonly state: () => ProgressState;
  readonly elapsed: () => number;
  readonly color: boolean;
  /** Of the terminal. */
  readonly columns: number;
}

/** A bar with counts, cost and time left. It looks at the state now and then: drawing once per result would cost more than the results. */
export function EvalProgress({ state, elapsed, color, columns }: Watched) {
  const [, draw] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => draw((frame) => frame + 1), frameMs);
    return () => clearInterval(timer);
  }, []);
  const now = state();
  // On a narrow screen the words matter more.
  const barWidth = Math.min(widestBar, Math.floor(columns / 4));
  const filled = now.tasks === 0 ? 0 : Math.floor((now.done / now.tasks) * barWidth);
  return (
    <Box>
      <Text {...(color && { color: colorOf(now) })}>{"█".repeat(filled)}</Text>
      <Text dimColor={color}>{"░".repeat(barWidth - filled)}</Text>
      <Text wrap="truncate"> {progressText(now, elapsed())}</Text>
    </Box>
  );
}

function colorOf({ error, fail }: ProgressState): string {
  return error > 0 ? "yellow" : fail > 0 ? "red" : "green";
}

/** Draws until the returned function is called, which leaves nothing behind. */
export function drawProgress(watched: Omit<Watched, "color" | "columns">, stream: NodeJS.WriteStream): () => void {
  // The drawing library knows nothing of NO_COLOR; the stream does.
  const color = stream.hasColors?.() === true;
  const { clear, unmount } = render(<EvalProgress {...watched} color={color} columns={stream.columns} />, {
    stdout: stream,
    patchConsole: false,
    exitOnCtrlC: false,
  });
  return () => {
    clear();
    unmount();
  };
}
