import { PassThrough } from "node:stream";
import { describe, expect, test } from "vitest";
import { requirePromptId } from "../../src/core/scaffold/require-prompt-id.ts";
import { nobodyToAsk, terminalAsk } from "../../src/ui/terminal/ask.ts";

const enter = "\r";
const down = "\u001b[B";
const escape = "\u001b";

/** A terminal whose person types `keys`, each as soon as something new was shown. */
function terminal(...keys: string[]) {
  const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => input });
  const output = Object.assign(new PassThrough(), { isTTY: true, columns: 80, rows: 24 });
  let shown = "";
  output.on("data", (chunk: Buffer) => {
    shown += chunk.toString();
    const key = keys.shift();
    if (key !== undefined) setImmediate(() => input.write(key));
  });
  return { streams: { input, output }, shown: () => shown };
}

const choices = [{ value: "basic", hint: "more" }, { value: "minimal" }];

describe("on a terminal", () => {
  test("a choice is made with the arrow keys", async () => {
    const { streams, shown } = terminal(down, enter);
    expect(await terminalAsk(streams).choose({ message: "Which starter?", instead: "--starter", choices })).toBe("minimal");
    expect(shown()).toContain("Which starter?");
  });

  test("an answer that will not do is refused with the reason, and asked for again", async () => {
    const { streams, shown } = terminal("A", enter, "\u007f", "a", enter);
    expect(await terminalAsk(streams).text({ message: "Its id?", instead: "ID", check: requirePromptId })).toBe("a");
    expect(shown()).toContain("Did you mean `a`?");
  });

  test("nothing typed means what the question proposes", async () => {
    const { streams } = terminal(enter);
    expect(await terminalAsk(streams).text({ message: "Model?", instead: "--model", placeholder: "demo/small" })).toBe("demo/small");
  });

  test.each([
    ["Escape", escape],
    ["Ctrl-C", "\u0003"],
    ["Ctrl-D", "\u0004"],
  ])("leaving with %s ends the command as interrupted", async (_name, key) => {
    const { streams } = terminal(key);
    await expect(terminalAsk(streams).choose({ message: "Which starter?", instead: "--starter", choices })).rejects.toMatchObject({
      code: "interrupted",
      exit: "interrupted",
    });
  });
});

test("a terminal that goes away leaves no question open", async () => {
  const { streams } = terminal();
  const asked = terminalAsk(streams).text({ message: "Its id?", instead: "ID" });
  streams.output.once("data", () => streams.input.end());
  await expect(asked).rejects.toMatchObject({ code: "interrupted" });
});

test("without a terminal a missing value is an error that names what to give, and what there is to choose from", async () => {
  const ask = nobodyToAsk("promptops new suite");
  await expect(ask.text({ message: "Its name?", instead: "NAME" })).rejects.toMatchObject({
    code: "missing-answer",
    exit: "usage",
    message: "`promptops new suite` needs NAME.",
    where: "NAME",
  });
  await expect(ask.choose({ message: "For which prompt?", instead: "PROMPT", choices })).rejects.toMatchObject({ hint: "One of `basic`, `minimal`." });
});
