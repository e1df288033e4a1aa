import { describe, expect, test } from "vitest";
import { diagnose } from "../../../src/core/doctor/diagnose.ts";
import type { Facts } from "../../../src/core/doctor/facts.ts";

const healthy: Facts = {
  nodeVersion: "24.21.0",
  gitVersion: "git version 2.43.0",
  repository: { root: "/repo" },
  identity: { name: "Ada Author", email: "ada@example.com" },
  privateFolder: { path: "/repo/.git/promptops", writable: true },
  project: { prompts: 1 },
  keys: [{ of: "provider", name: "openai", variable: "OPENAI_API_KEY", present: true }],
  remote: { name: "origin", url: "https://example.com/repo.git", reached: true, base: "origin/main" },
  unpushedReleases: false,
  unfinishedEvaluations: 0,
};
const outcome = (facts: Facts, name: string) => diagnose(facts).find((check) => check.name === name)?.outcome;

describe("diagnose", () => {
  test("where everything is there, every check is ok and none has a fix", () => {
    expect(diagnose(healthy).map(({ outcome, fix }) => [outcome, fix])).toEqual(diagnose(healthy).map(() => ["ok", undefined]));
  });

  test.each([
    ["git version 2.36.0", "ok"],
    ["git version 2.39.5 (Apple Git-154)", "ok"],
    ["git version 2.43.0.windows.1", "ok"],
    ["git version 3.0.0", "ok"],
    ["git version 2.35.8", "problem"],
    ["git version 1.99.0", "problem"],
    [undefined, "problem"],
  ])("git: %s is %s", (gitVersion, expected) => {
    expect(outcome({ ...healthy, gitVersion }, "git")).toBe(expected);
  });

  test.each([
    ["22.13.0", "ok"],
    ["22.12.0", "problem"],
    ["20.20.2", "problem"],
    ["26.0.0", "ok"],
  ])("Node %s is %s", (nodeVersion, expected) => {
    expect(outcome({ ...healthy, nodeVersion }, "node")).toBe(expected);
  });

  test.each<[string, Partial<Facts>, string]>([
    ["identity", { identity: undefined }, "problem"],
    ["private-folder", { privateFolder: { path: "/repo/.git/promptops", writable: false } }, "problem"],
    ["project", { project: { trouble: "There is no .promptops.yml.", fix: "Run `promptops init`." } }, "problem"],
    ["provider-key", { keys: [{ of: "provider", name: "openai", variable: "OPENAI_API_KEY", present: false }] }, "problem"],
    ["destination-key", { keys: [{ of: "destination", name: "hook", variable: "HOOK_SECRET", present: false }] }, "problem"],
    ["remote", { remote: { name: "origin", url: undefined } }, "note"],
    [
      "remote",
      { remote: { name: "origin", url: "https://example.com/x", base: "origin/main", reached: { trouble: "It does not answer.", fix: "Check the URL." } } },
      "problem",
    ],
    ["base-branch", { remote: { name: "origin", url: "https://example.com/x", base: undefined } }, "note"],
    ["releases", { unpushedReleases: true }, "note"],
    ["evaluations", { unfinishedEvaluations: 2 }, "note"],
  ])("%s with %j is a %s, and comes with its fix", (name, change, expected) => {
    const check = diagnose({ ...healthy, ...change }).find((each) => each.name === name);
    expect(check).toMatchObject({ outcome: expected, fix: expect.stringMatching(/./) });
  });

  test("outside a repository only what can be known there is checked", () => {
    const facts = { nodeVersion: "24.21.0", gitVersion: "git version 2.43.0", repository: { trouble: "This is no repository.", fix: "Run `git init`." } };
    expect(diagnose(facts).map(({ name }) => name)).toEqual(["node", "git", "repository"]);
  });
});
