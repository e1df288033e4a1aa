import fc from "fast-check";
import { expect, test } from "vitest";
import { pathOf, pathText } from "../../../src/core/model/document-path.ts";

test("a path that was written for people can be read again, whatever its keys hold", () => {
  const step = fc.oneof(fc.string(), fc.nat(), fc.constantFrom("messages", "house/style", 'a"]b', "[0]", "__proto__"));
  fc.assert(
    fc.property(fc.array(step), (path) => {
      expect(pathOf(pathText(path))).toEqual(path);
    }),
  );
});
