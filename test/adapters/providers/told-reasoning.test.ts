import { expect, test } from "vitest";
import { readExecAnswer } from "../../../src/adapters/providers/exec/read-exec-answer.ts";
import { compilePaths, readAnswer } from "../../../src/adapters/providers/http/read-answer.ts";
import { answer } from "../../../src/adapters/providers/anthropic/answer.ts";
import { chat } from "../../../src/adapters/providers/openai/chat.ts";
import { answerOfRecord, answerRecord } from "../../../src/core/recordings/answer-record.ts";
import { response } from "../../helpers/echo-provider.ts";

const speaker = { name: "far", clean: String };
const request = { model: "m", params: {}, messages: [] };
const told = { reasoning: 3 };
const untold = { reasoning: 0, reasoningUntold: true };

const usages = {
  async http(thought?: number) {
    const paths = await compilePaths({ text: "$.text", input_tokens: "$.in", output_tokens: "$.out", reasoning_tokens: "$.thought" });
    return readAnswer(speaker, paths, request, { text: "a", in: 1, out: 5, ...(thought === undefined ? {} : { thought }) }).usage;
  },
  exec: (reasoning?: number) => readExecAnswer(speaker, request, JSON.stringify({ text: "a", usage: { input: 1, output: 5, reasoning } })).usage,
  chat(reasoning_tokens?: number) {
    const choices = [{ message: { content: "a" }, finish_reason: "stop" }];
    return chat.answer(speaker, request, { choices, usage: { prompt_tokens: 1, completion_tokens: 5, completion_tokens_details: { reasoning_tokens } } }).usage;
  },
  anthropic(thinking_tokens?: number) {
    const content = [
      { type: "thinking", thinking: "" },
      { type: "text", text: "a" },
    ];
    return answer(speaker, request, { content, usage: { input_tokens: 1, output_tokens: 5, output_tokens_details: { thinking_tokens } } }).usage;
  },
};

test.each(Object.entries(usages))("%s says when a server tells no tokens of reasoning, which is not the same as none", async (_, usageOf) => {
  expect(await usageOf(3)).toMatchObject(told);
  expect(await usageOf(3)).not.toHaveProperty("reasoningUntold");
  expect(await usageOf()).toMatchObject(untold);
});

test("an answer of Anthropic without thinking has none", () => {
  const usage = answer(speaker, request, { content: [{ type: "text", text: "a" }], usage: { input_tokens: 1, output_tokens: 5 } }).usage;
  expect(usage).toMatchObject({ reasoning: 0 });
  expect(usage).not.toHaveProperty("reasoningUntold");
});

test("a recording keeps what was not told", () => {
  const { usage, ...rest } = response("a");
  const given = { ...rest, usage: usage && { ...usage, reasoningUntold: true as const } };
  expect(answerOfRecord(answerRecord(given, undefined)).usage).toEqual(given.usage);
  expect(answerOfRecord(answerRecord(response("a"), undefined)).usage).toEqual(usage);
});
