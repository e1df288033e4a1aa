import { expect, test } from "vitest";
import { experimentExit, runningExit } from "../../src/cli/experiment-exit.ts";

test("an experiment ends a command by its verdict, and of a list those count that still run", () => {
  const undecided = { verdict: "inconclusive" as const };
  const over = { verdict: "worse" as const, stop: {} };
  expect(experimentExit([undecided])).toBe("inconclusive");
  expect(experimentExit([over])).toBe("no");
  expect(runningExit([undecided, over])).toBe("inconclusive");
  expect(runningExit([over])).toBe("done");
});
