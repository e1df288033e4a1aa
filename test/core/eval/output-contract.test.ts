import { describe, expect, it } from "vitest";
import { declaredTools } from "../../../src/core/eval/declared-tools.ts";
import { outputContract } from "../../../src/core/eval/output-contract.ts";

const model = { id: "demo/small" };

describe("an output contract", () => {
  const calling = (...names: readonly string[]) => ({
    text: "",
    toolCalls: names.map((name) => ({ name, arguments: {} })),
    finishReason: "tool-calls" as const,
  });

  it("names the tools that were called and are not declared, each once", () => {
    const contract = outputContract({ format: "json" }, ["search"]);
    expect(contract(calling("search"), undefined)).toBeUndefined();
    expect(contract(calling("find", "search", "find"), undefined)).toMatchObject({
      pass: false,
      reason: 'calls "find", which the prompt does not declare; is not JSON',
    });
    expect(contract(calling("a", "b", "c", "d", "e"), undefined)?.reason).toContain('calls "a", "b", "c" and 2 more, which');
  });
});

describe("the tools that a prompt declares", () => {
  it("are its functions, and what it passes on in its provider's own form", () => {
    const tools = [{ function: { name: "search", parameters: {} } }, { web_search: {} }];
    const own = [{ name: "bash", type: "bash_20250124" }, { type: "function", function: { name: "add" } }, { type: "code_interpreter" }];
    expect(declaredTools({ tools, model: { ...model, params: { tools: own } } })).toEqual(["search", "bash", "add"]);
    expect(declaredTools({ model: { ...model, params: { tools: "none" } } })).toEqual([]);
    expect(declaredTools({ model })).toEqual([]);
  });
});
