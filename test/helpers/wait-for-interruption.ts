/** A process of its own that finishes what is in flight after the first signal, and never ends by itself. */
import { interruption } from "../../src/cli/interruption.ts";

const signal = interruption();
signal.addEventListener("abort", () => process.stdout.write(`${(signal.reason as Error).message}\n`));
setInterval(() => undefined, 60_000);
process.stdout.write("ready\n");
