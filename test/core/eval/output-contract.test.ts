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

describe("an output contract on an answer that was cut off", () => {
  const half = { text: '{"total": 3', toolCalls: [], finishReason: "length" as const };

  it("says so before what is wrong, and what can be done", () => {
    expect(outputContract({ format: "json" }, [])(half, undefined)).toMatchObject({
      pass: false,
      reason: "cut off by its length limit (raise `max_tokens`, or what its provider calls it, in `model.params`); is not JSON",
    });
  });

  it("says nothing of it when nothing is wrong, and nothing of one that was not", () => {
    expect(outputContract({ format: "json" }, [])({ ...half, text: "3" }, 3)).toMatchObject({ pass: true, reason: "as promised" });
    expect(outputContract({ format: "json" }, [])({ ...half, finishReason: "stop" }, undefined)).toMatchObject({ reason: "is not JSON" });
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
