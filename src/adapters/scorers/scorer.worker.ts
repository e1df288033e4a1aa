import { Buffer } from "node:buffer";
import type { ScorerAnswer, ScorerQuestion, ScorerSource } from "./scorer-messages.ts";

/** The other side of `ScorerProcess`: a process of its own that imports one scorer and answers one question after the other. */
type Scorer = (input: ScorerQuestion["input"], config: ScorerQuestion["config"]) => unknown;

// An interruption is the parent's affair; without a parent there is nobody to answer.
process.on("SIGINT", () => undefined);
process.on("disconnect", () => process.exit());
// Thrown where nobody waits for it: whoever asks next would get an answer of a process that is broken.
process.on("uncaughtException", (error) => void process.send?.({ failed: phrase(error) } satisfies ScorerAnswer, () => process.exit(1)));
process.once("message", ({ source }: ScorerSource) => void serve(source));

async function serve(source: Uint8Array): Promise<void> {
  try {
    // A data: URL has no neighbours: a scorer is one file, and is run as it is in the state it was read from.
    const url = `data:text/javascript;base64,${Buffer.from(source).toString("base64")}`;
    const { default: scorer } = (await import(url)) as { readonly default?: unknown };
    if (typeof scorer !== "function") throw new TypeError("it has no default export that is a function");
    process.on("message", ({ input, config }: ScorerQuestion) => void reply(() => (scorer as Scorer)(input, config)));
    say({ ready: true });
  } catch (error) {
    say({ failed: phrase(error) });
  }
}

async function reply(score: () => unknown): Promise<void> {
  try {
    say({ returned: await score() });
  } catch (error) {
    say({ failed: phrase(error) });
  }
}

function say(answer: ScorerAnswer): void {
  process.send?.(answer);
}

function phrase(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
