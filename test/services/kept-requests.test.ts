import { expect, test } from "vitest";
import type { ModelRequest } from "../../src/core/model-call/request.ts";
import type { EvalCase } from "../../src/core/model/suite.ts";
import { keptRequests } from "../../src/services/evaluation/kept-requests.ts";

function asker(part: (text: string) => ModelRequest["messages"][number]["parts"][number]) {
  let made = 0;
  const requestOf = keptRequests(({ inputs }) => {
    made += 1;
    return { model: "one", params: {}, messages: [{ role: "user", parts: [part(String(inputs["text"]))] }] };
  });
  return { requestOf, made: () => made };
}

const caseOf = (text: string) => ({ inputs: { text } }) as unknown as EvalCase;
const textPart = (text: string) => ({ kind: "text", text }) as const;
const imagePart = (url: string) => ({ kind: "image", url }) as const;

test("a case is rendered once, and another case with the same inputs is another", () => {
  const { requestOf, made } = asker(textPart);
  const [one, two] = [caseOf("a"), caseOf("a")];
  expect([requestOf(one), requestOf(two), requestOf(one)].map(({ messages }) => messages)).toEqual(Array.from({ length: 3 }, () => requestOf(one).messages));
  expect(made()).toBe(2);
});

test("what cannot be rendered cannot be rendered the second time either", () => {
  const requestOf = keptRequests(() => {
    throw new RangeError("too long");
  });
  const one = caseOf("a");
  expect(() => requestOf(one)).toThrow("too long");
  expect(() => requestOf(one)).toThrow("too long");
});

test.each([
  ["texts", textPart],
  ["images", imagePart],
])("of long %s only the first are kept", (_, part) => {
  const { requestOf, made } = asker(part);
  const cases = Array.from({ length: 5 }, () => caseOf("x".repeat(1_000_000)));
  for (const each of [...cases, ...cases]) expect(requestOf(each).messages[0]?.parts).toEqual([part("x".repeat(1_000_000))]);
  expect(made()).toBe(6);
});

test("of very many only the first are kept", () => {
  const { requestOf, made } = asker(textPart);
  const cases = Array.from({ length: 10_100 }, (_, at) => caseOf(String(at)));
  for (const each of [...cases, ...cases]) requestOf(each);
  expect(made()).toBe(10_200);
});
