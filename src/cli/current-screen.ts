import type { Screen } from "../reporters/screen.ts";

/** The screen behind a stream: colours only on a terminal that wants them, 80 columns, and lines as long as they are, when it is none. `COLUMNS` goes before both. */
export function currentScreen(stream: NodeJS.WriteStream): Screen {
  const terminal = stream.isTTY === true;
  return {
    width: Math.max(40, columnsWanted() ?? stream.columns ?? 80),
    color: terminal && stream.hasColors?.() === true && !process.env["NO_COLOR"],
    endless: !terminal,
  };
}

/** What the environment says, as POSIX has it; undefined when it is no number of columns. */
function columnsWanted(): number | undefined {
  const columns = Number(process.env["COLUMNS"]);
  return Number.isInteger(columns) && columns > 0 ? columns : undefined;
}
