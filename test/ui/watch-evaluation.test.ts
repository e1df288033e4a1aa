import { PassThrough } from "node:stream";
import { stripVTControlCharacters } from "node:util";
import { describe, expect, it } from "vitest";
import type { CaseResult } from "../../src/core/eval/case-result.ts";
import type { EvaluationEvent } from "../../src/core/eval/evaluation-event.ts";
import { noProgress, progressAfter, timeLeft } from "../../src/ui/terminal/progress-state.ts";
import { progressText } from "../../src/ui/terminal/progress-text.ts";
import { watchEvaluation } from "../../src/ui/terminal/watch-evaluation.ts";

const started = (tasks: number, done = 0): EvaluationEvent => ({
  type: "started",
  id: "x",
  tasks,
  done,
  plan: { prompts: [], asked: { suites: [], cases: [], tags: [], cache: true } },
});

function result(status: CaseResult["status"] = "pass", resumed = false): EvaluationEvent {
  return {
    type: "result",
    resumed,
    result: {
      index: 0,
      prompt: "p",
      suite: "s",
      case: "c",
      epoch: 1,
      case_digest: "d",
      status,
      score: 1,
      checks: [],
      model_answered: "m",
      cost_nano_usd: 1_000_000,
    },
  };
}

function stream(): { readonly stream: NodeJS.WriteStream; readonly text: () => string } {
  const pass = new PassThrough();
  let text = "";
  pass.setEncoding("utf8").on("data", (piece: string) => (text += piece));
  return { stream: Object.assign(pass, { isTTY: true, columns: 100, rows: 20 }) as unknown as NodeJS.WriteStream, text: () => text };
}

describe("progress", () => {
  it("tells counts, cost and the time left", () => {
    const state = [started(10), result(), result("fail"), result("error")].reduce((now, event) => progressAfter(now, event, 0), noProgress);
    expect(state).toMatchObject({ tasks: 10, done: 3, pass: 1, fail: 1, error: 1, cost: 3_000_000 });
    expect(timeLeft(state, 3_000)).toBe(7_000);
  });

  it("judges its speed by what was done since a resume alone", () => {
    const state = [started(10, 4), ...Array.from({ length: 4 }, () => result("pass", true)), result()].reduce(
      (now, event) => progressAfter(now, event, 0),
      noProgress,
    );
    expect(state.cost).toBe(1_000_000);
    expect(timeLeft(state, 1_000)).toBe(5_000);
  });

  it("is a line now and then where there is no terminal", () => {
    let now = 0;
    const { stream: out, text } = stream();
    const { onEvent } = watchEvaluation({ stream: out, interactive: false, quiet: false, elapsed: () => now });
    onEvent(started(100));
    for (let n = 1; n <= 100; n += 1) {
      now += 100;
      onEvent(result());
    }
    expect(text().split("\n").slice(0, 2)).toEqual(["20/100 · 20 passed · $0.020 · 8.0 s left", "40/100 · 40 passed · $0.040 · 6.0 s left"]);
  });

  it.each([
    ["retry-after", "it asked for it"],
    ["rpm", "its limit of calls a minute"],
    ["tpm", "its limit of tokens a minute"],
  ] as const)("tells of a wait and its reason for as long as it lasts: %s", (reason, words) => {
    const state = [started(10), result()].reduce((now, event) => progressAfter(now, event, 0), noProgress);
    const waiting = progressAfter(state, { type: "waiting", provider: "acme", reason, ms: 20_000 }, 1_000);
    expect(progressText(waiting, 3_000)).toBe(`1/10 · 1 passed · $0.0010 · waiting 18.0 s for acme (${words}) · 27.0 s left`);
    expect(progressText(waiting, 21_000)).not.toContain("waiting");
  });

  it("is a line at once where a wait is long and there is no terminal, and none where it is short", () => {
    let now = 0;
    const { stream: out, text } = stream();
    const { onEvent } = watchEvaluation({ stream: out, interactive: false, quiet: false, elapsed: () => now });
    onEvent(started(100));
    for (const ms of [500, 30_000, 30_000]) onEvent({ type: "waiting", provider: "acme", reason: "retry-after", ms });
    now = 5_000;
    onEvent({ type: "waiting", provider: "acme", reason: "retry-after", ms: 60_000 });
    expect(text()).toBe("0/100 · 0 passed · waiting 30.0 s for acme (it asked for it)\n0/100 · 0 passed · waiting 1 min 0 s for acme (it asked for it)\n");
  });

  it("is silent when asked to be, and for what is over at once", () => {
    const { stream: out, text } = stream();
    const quiet = watchEvaluation({ stream: out, interactive: false, quiet: true, elapsed: () => 1e6 });
    const short = watchEvaluation({ stream: out, interactive: false, quiet: false, elapsed: () => 0 });
    for (const { onEvent } of [quiet, short]) [started(20), ...Array.from({ length: 20 }, () => result())].forEach(onEvent);
    expect(text()).toBe("");
  });

  it("is a bar on a terminal, which goes away at the end", async () => {
    const { stream: out, text } = stream();
    const { onEvent, stop } = watchEvaluation({ stream: out, interactive: true, quiet: false, elapsed: () => 1_000 });
    onEvent(started(20));
    for (let n = 0; n < 10; n += 1) onEvent(result());
    await stop();
    expect(text()).toContain("10/20 · 10 passed");
    expect(text()).toContain("█".repeat(12));
  });

  it("is a bar for a single answer, too, once somebody waits for it longer than a second", async () => {
    const { stream: out, text } = stream();
    const waits: { readonly ms: number; readonly call: () => void }[] = [];
    let cancelled = 0;
    const after = (ms: number, call: () => void) => {
      waits.push({ ms, call });
      return () => void (cancelled += 1);
    };
    const options = { stream: out, interactive: true, quiet: false, elapsed: () => 0, after };
    const quick = watchEvaluation(options);
    [started(7), ...Array.from({ length: 7 }, () => result())].forEach(quick.onEvent);
    await quick.stop();
    waits[0]?.call();
    expect({ waits: waits.map(({ ms }) => ms), cancelled, text: text() }).toEqual({ waits: [1_000], cancelled: 1, text: "" });

    const slow = watchEvaluation(options);
    slow.onEvent(started(1));
    waits[1]?.call();
    await slow.stop();
    expect(text()).toContain("0/1 · 0 passed");
  });

  it.each([true, false])("says what Ctrl-C waits for, below a bar that is gone (terminal: %s)", async (interactive) => {
    const { stream: out, text } = stream();
    const { onEvent, stop } = watchEvaluation({ stream: out, interactive, quiet: false, elapsed: () => 0 });
    onEvent(started(20));
    onEvent({ type: "interrupted", underWay: 1, graceMs: 5_000 });
    onEvent(result());
    await stop();
    expect(stripVTControlCharacters(text())).toMatch(/(^|\n)Interrupted: waiting up to 5 s for 1 call in flight; press again to stop now\.\n$/);
  });

  it("has no colours for a terminal that wants none", async () => {
    const { stream: out, text } = stream();
    const { onEvent, stop } = watchEvaluation({ stream: Object.assign(out, { hasColors: () => false }), interactive: true, quiet: false, elapsed: () => 0 });
    onEvent(started(20));
    await stop();
    expect(text()).toContain("░");
    expect(text()).not.toMatch(/\u001b\[\d+m/);
  });
});
