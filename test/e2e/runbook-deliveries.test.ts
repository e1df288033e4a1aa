import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { deliveryProject, run, type DeliveryProject } from "../helpers/delivery-project.ts";
import { answers, cuts } from "../helpers/receiver.ts";
import { runCli, type CliRun } from "../helpers/run-cli.ts";

const runbook = readFileSync(join(import.meta.dirname, "../../docs/runbook.md"), "utf8");

/** The commands of a section, in their order. */
function commandsOf(heading: string): string[] {
  const [, section = ""] = runbook.split(`## ${heading}\n`);
  return [...(section.split("\n## ")[0] ?? "").matchAll(/^ {7}(promptops .*)$/gm)].map(([, line = ""]) => line);
}

interface Book extends DeliveryProject {
  /** Does the next step of the section, with these words for those in capitals. @throws when the runbook says something else. */
  step(line: string, words?: Readonly<Record<string, string>>): Promise<CliRun>;
  /** Were all steps done? */
  end(): void;
}

async function opened(heading: string): Promise<Book> {
  const project = await deliveryProject(Date.now());
  const left = commandsOf(heading);
  return {
    ...project,
    step(line, words = {}) {
      expect(left.shift()).toBe(line);
      const args = line
        .split(" ")
        .slice(1)
        .map((word) => ({ ...words, WHY: "as the runbook says" })[word] ?? word);
      return runCli(args, { cwd: project.temp.root, env: project.environment });
    },
    end: () => expect(left).toEqual([]),
  };
}

const done = { exitCode: 0 };

describe("the runbook", () => {
  test("A message came twice", { timeout: 120_000 }, async () => {
    const { step, end, deps, prepare, peer, temp, environment } = await opened("A message came twice");
    const [hook] = await prepare(await deps(), [{ name: "hook" }]);
    const words = { RUN: run, DELIVERY: hook?.intent ?? "" };
    await runCli(["deliveries", "retry", "--pending"], { cwd: temp.root, env: environment });
    expect(await step("promptops deliveries list --all --run RUN", words)).toMatchObject({ ...done, stdout: expect.stringContaining(words.DELIVERY) });
    expect(await step("promptops deliveries show DELIVERY", words)).toMatchObject({ ...done, stdout: expect.stringMatching(/1\.1 .*delivered/) });
    expect(await step("promptops deliveries replay DELIVERY --same-id --reason WHY", words)).toMatchObject(done);
    expect(peer.received.map(({ headers }) => headers["webhook-id"])).toEqual([words.DELIVERY, words.DELIVERY]);
    end();
  });

  test("A channel is out", { timeout: 120_000 }, async () => {
    const { step, end, deps, prepare, peer, temp, environment } = await opened("A channel is out");
    const options = { cwd: temp.root, env: environment };
    const [hook, other] = await prepare(await deps(), [{ name: "hook" }, { name: "other" }]);
    peer.next((response, { path }) =>
      (path === "/hook" ? answers(503, "", { "retry-after": "3000" }) : answers(410))(response, { path, headers: {}, text: "" }),
    );
    expect(await runCli(["deliveries", "retry", "--pending"], options)).toMatchObject({ exitCode: 1 });
    expect(await step("promptops deliveries list")).toMatchObject({
      ...done,
      stdout: expect.stringMatching(/other failed 1 time in a row and is left alone until/),
    });
    peer.next(answers(204));
    expect(await step("promptops deliveries retry --pending")).toMatchObject({ ...done, stdout: `delivered ${hook?.intent} of ${run} to hook\n` });
    expect(await step("promptops destinations test DESTINATION", { DESTINATION: "other" })).toMatchObject(done);
    const words = { DELIVERY: other?.intent ?? "", OTHER: "hook" };
    expect(await step("promptops deliveries list --status dead")).toMatchObject({ ...done, stdout: expect.stringContaining(words.DELIVERY) });
    expect(await step("promptops deliveries retry DELIVERY --reason WHY", words)).toMatchObject(done);
    expect(await step("promptops deliveries replay DELIVERY --to OTHER --reason WHY", words)).toMatchObject(done);
    end();
  });

  test("A delivery is held", { timeout: 120_000 }, async () => {
    const { step, end, deps, prepare, peer, temp, environment } = await opened("A delivery is held");
    const options = { cwd: temp.root, env: environment };
    const [first, second] = await prepare(await deps(), [{ name: "chat" }, { name: "chat", title: "Again" }]);
    peer.next(cuts);
    expect(await runCli(["deliveries", "retry", "--pending"], options)).toMatchObject({ exitCode: 8 });
    peer.next(answers(200, "ok"));
    const [arrived, lost] = [{ DELIVERY: first?.intent ?? "" }, { DELIVERY: second?.intent ?? "" }];
    const held = await step("promptops deliveries list --status held");
    for (const { DELIVERY } of [arrived, lost]) expect(held.stdout).toContain(DELIVERY);
    expect(await step("promptops deliveries show DELIVERY --body", arrived)).toMatchObject({
      ...done,
      stdout: expect.stringContaining("An invoice is missing."),
    });
    expect(await step("promptops deliveries resolve DELIVERY --arrived --reason WHY", arrived)).toMatchObject(done);
    expect(await step("promptops deliveries resolve DELIVERY --lost --reason WHY", lost)).toMatchObject(done);
    expect(await step("promptops deliveries retry DELIVERY --reason WHY", lost)).toMatchObject(done);
    expect(peer.received).toHaveLength(3);
    end();
  });
});
