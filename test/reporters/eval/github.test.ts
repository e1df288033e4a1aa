import { describe, expect, it } from "vitest";
import { check, everyKind, hostile, many, models, reportedText, result } from "../../helpers/eval-fixture.ts";

/** As the runner reads a line: `ActionCommand.TryParseV2` of github.com/actions/runner. */
function command(line: string) {
  const [, name = "", properties = "", data = ""] = /^::(\w+)(?: ([^:]*(?::(?!:)[^:]*)*))?::(.*)$/.exec(line.trimStart()) ?? [];
  const plain = (text: string) => text.replaceAll("%3A", ":").replaceAll("%2C", ",").replaceAll("%0D", "\r").replaceAll("%0A", "\n").replaceAll("%25", "%");
  const pairs = properties.split(",").filter(Boolean);
  return {
    name,
    properties: Object.fromEntries(pairs.map((pair) => [pair.slice(0, pair.indexOf("=")), plain(pair.slice(pair.indexOf("=") + 1))])),
    data: plain(data),
  };
}

async function commands(...given: Parameters<typeof reportedText> extends [unknown, ...infer Rest] ? Rest : never) {
  return (await reportedText("github", ...given)).trimEnd().split("\n").map(command);
}

describe("GitHub's annotations", () => {
  it("stand at the lines of their cases, what must pass before all else, and end in one notice with the verdict", async () => {
    const told = await commands(everyKind, { models });
    expect(told.map(({ name, properties: { title, file, line } }) => [name, title, file, line])).toEqual([
      ["error", "FAIL billing/summarize (openai/gpt-5-mini) main/double-charge", "prompts/billing/summarize/evals/main.yml", "14"],
      ["error", 'ERROR billing/summarize (openai/gpt-5-mini) main/refund,"quoted"', "prompts/billing/summarize/evals/main.yml", "21"],
      // What is live may fail these too: whether that matters the gate says.
      ["warning", "FAIL billing/summarize (anthropic/claude-opus-5) tools/looks-up-invoice", "prompts/billing/summarize/evals/data/a b,c.csv", "3"],
      // A released version's suite is in its tag, not in the file that lies here.
      ["warning", "FAIL support/reply@1.2.0 safety/hostile (epoch 2)", undefined, undefined],
      ["notice", "promptops", undefined, undefined],
    ]);
    expect(told[0]?.data).toMatch(/^names the amount: expected "\$12"\nrubric: neutral: .*\nanswer: The customer was charged/);
    expect(told.at(-1)?.data).toBe(
      "error: 1 of 10 cases got no score, and 3 failed.\nnext: `promptops eval --resume 20261120T090000000Z-0123abcd` runs those again.",
    );
  });

  it("are the ten worst of each kind, which is what GitHub shows, and the notice says how many more there are", async () => {
    const told = await commands([...many(5_000)]);
    expect(told.map(({ name }) => name)).toEqual([...Array(10).fill("error"), ...Array(10).fill("warning"), "notice"]);
    expect(told[10]?.properties["title"]).toMatch(/^FAIL billing\/summarize main\/case-\d+$/);
    expect(told.at(-1)).toMatchObject({ name: "notice", data: expect.stringContaining("527 more cases are not annotated: GitHub shows 10 of a kind.") });
  });

  it("name a case once, with its worst epoch", async () => {
    const epochs = [0.5, 0.2, 0.9].map((score, index) => result({ index, epoch: index + 1, score, checks: [check({ reason: `scored ${score}` })] }));
    const told = await commands(epochs);
    expect(told).toHaveLength(2);
    expect(told[0]?.data).toContain("scored 0.2");
  });

  it("are one notice when everything passed", async () => {
    expect(await commands([result({ status: "pass", score: 1, checks: [] })])).toEqual([
      { name: "notice", properties: { title: "promptops" }, data: expect.stringMatching(/^pass: the case passed\.\nnext: /) },
    ]);
  });

  it("let no text begin a command of its own", async () => {
    const loud = result({
      case: hostile.command,
      output: hostile.command,
      checks: [check({ description: hostile.command, reason: `${hostile.command}\r\n::warning::x` })],
    });
    const lines = (await reportedText("github", [{ ...loud, origin: { file: "a:b,c%\n::error::x.yml" } }])).trimEnd().split("\n");
    expect(lines.map((line) => command(line).name)).toEqual(["warning", "notice"]);
    expect(command(lines[0]!).properties["file"]).toBe("a:b,c%\n::error::x.yml");
    expect(lines.join("\n")).not.toMatch(/##\[|##vso\[/);
  });
});
