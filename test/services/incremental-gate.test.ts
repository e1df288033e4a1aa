import { beforeAll, describe, expect, test } from "vitest";
import { gatePrompts } from "../../src/services/gate-prompts.ts";
import { promote } from "../../src/services/promote.ts";
import { publish } from "../../src/services/publish.ts";
import { memoryResponseCache } from "../helpers/memory-response-cache.ts";
import { promptFiles, releaseProject, type Deps, type ReleaseProject } from "../helpers/release-project.ts";

const prompt = "billing/summarize";

/** A suite of numbers, each a case. */
const suite = (items: readonly number[]) => ({
  [`prompts/${prompt}/evals/core.yml`]: `schema_version: 1
cases:
${items.map((item) => `  - { id: n${item}, inputs: { item: ${item} }, assertions: [{ type: equals, value: ok }] }`).join("\n")}
`,
});
const numbers = (count: number, first = 1) => Array.from({ length: count }, (_, at) => at + first);

describe("a gate asks only what nobody knows yet", () => {
  let project: ReleaseProject;
  let deps: Deps;

  /** 1.0.0 is live in staging; the work tree holds another text. */
  beforeAll(async () => {
    project = await releaseProject({
      ...promptFiles({ more: "{% render 'tone' %}" }),
      "partials/tone.liquid": "{% render 'style' %}",
      "partials/style.liquid": "Kindly.",
      ...suite(numbers(60)),
    });
    const cache = memoryResponseCache();
    deps = { ...(await project.deps()), openCache: () => Promise.resolve(cache) };
    await publish(deps, { prompt });
    await promote(deps, { version: `${prompt}@1.0.0`, environment: "staging" });
  });

  /** How often the model was asked for a gate that passed. */
  async function asked(changed?: string): Promise<number> {
    const before = deps.calls.length;
    const result = await gatePrompts(deps, { prompts: changed === undefined ? [prompt] : [], changed });
    expect(result).toMatchObject({ verdict: "pass", gates: [{ prompt }] });
    return deps.calls.length - before;
  }

  test("of the candidate alone where what is live was evaluated, and then nothing", async () => {
    await project.temp.write({ "partials/style.liquid": "Kindly, please." });
    // A partial of a partial opens the gate of the prompt again.
    expect(await asked("HEAD")).toBe(60);
    expect(await asked("HEAD")).toBe(0);
  });

  test("of a suite with one more case: that case, of both sides", async () => {
    await project.temp.write(suite(numbers(61)));
    expect(await asked()).toBe(2);
    expect(await asked()).toBe(0);
  });

  test("of a suite with a case less, or judged otherwise: nothing", async () => {
    await project.temp.write(suite(numbers(58, 2)));
    expect(await asked()).toBe(0);
    const judged = Object.entries(suite(numbers(58, 2))).map(([path, text]) => [path, text.replaceAll("type: equals", "type: contains")]);
    await project.temp.write(Object.fromEntries(judged) as Record<string, string>);
    expect(await asked()).toBe(0);
  });

  test("and publish and promote ask nothing that the gate asked", async () => {
    await project.temp.commit({});
    const before = deps.calls.length;
    expect(await publish(deps, { prompt })).toMatchObject({ outcome: "published", version: "1.0.1" });
    expect(await promote(deps, { version: `${prompt}@1.0.1`, environment: "staging" })).toMatchObject({ outcome: "promoted" });
    expect(deps.calls).toHaveLength(before);
  });

  test("until it is told to ask anew", async () => {
    await project.temp.write(promptFiles({ more: "{% render 'tone' %} Again." }));
    await project.temp.write(suite(numbers(60)));
    const first = await asked();
    const before = deps.calls.length;
    expect(await gatePrompts(deps, { prompts: [prompt], fresh: true })).toMatchObject({ verdict: "pass" });
    expect([first, deps.calls.length - before]).toEqual([60, 120]);
  });
});
