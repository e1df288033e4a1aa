import type { Screen } from "../reporters/screen.ts";

/** The screen behind a stream: colours only on a terminal that wants them, 80 columns when it is none. */
export function currentScreen(stream: NodeJS.WriteStream): Screen {
  return { width: Math.max(40, stream.columns ?? 80), color: stream.isTTY === true && stream.hasColors?.() === true && !process.env["NO_COLOR"] };
}
