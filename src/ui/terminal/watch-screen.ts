import { watchedText, waitingText } from "../../reporters/eval/watched-text.ts";

export interface WatchScreen {
  /** A new report: on a terminal in place of the one before, else below it. @param because Files that changed; none at first. */
  show(because: readonly string[], text: string): void;
  /** Says that the next change is waited for. */
  waiting(): void;
}

/** Clears what can be seen and what can be scrolled to, and goes to the top. */
const clear = "\u001b[2J\u001b[3J\u001b[H";

/** Reports on `out`, and what is said beside them on `talk`. */
export function watchScreen(out: NodeJS.WriteStream, talk: NodeJS.WriteStream): WatchScreen {
  return {
    show(because, text) {
      if (out.isTTY) out.write(clear);
      out.write(watchedText(because, text, out.isTTY ? (out.columns ?? 80) : 80));
    },
    waiting: () => void talk.write(`${waitingText}\n`),
  };
}
