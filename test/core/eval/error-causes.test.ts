import { expect, test } from "vitest";
import { ErrorCauses } from "../../../src/core/eval/error-causes.ts";

const result = (id: string, kind?: string, message = "m") => ({ prompt: "p", suite: "core", case: id, ...(kind && { error: { kind, message } }) });

test("causes of errors are counted by case, the commonest first, and a kind is never left out", () => {
  const causes = new ErrorCauses();
  causes.add(result("fine"));
  for (const id of ["a", "a", "b"]) causes.add(result(id, "timeout", "late"));
  for (const id of ["a", "b", "c"]) causes.add(result(id, "server", "down"));
  expect(causes.list()).toEqual([
    { kind: "server", message: "down", cases: 3 },
    { kind: "timeout", message: "late", cases: 2 },
  ]);
  for (let each = 0; each < 12; each += 1) for (const id of ["a", "b"]) causes.add(result(id, "scorer", `broken ${each}`));
  causes.add(result("z", "auth", "refused"));
  const listed = causes.list();
  expect(listed).toHaveLength(11);
  expect(listed.at(-1)).toEqual({ kind: "auth", message: "refused", cases: 1 });
});
