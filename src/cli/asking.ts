import { terminalAsk, type Ask } from "../ui/terminal/ask.ts";

export { nobodyToAsk } from "../ui/terminal/ask.ts";

/** Somebody to ask: undefined where no person sits in front of a terminal. Questions go to stderr, stdout stays data. */
export function somebodyToAsk({ json }: { readonly json: boolean }): Ask | undefined {
  const { stdin: input, stderr: output, env } = process;
  return input.isTTY && output.isTTY && !json && !env["CI"] ? terminalAsk({ input, output }) : undefined;
}
