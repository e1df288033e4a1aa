import fc from "fast-check";
import { expect, test } from "vitest";
import { HeaderList } from "../../../src/adapters/providers/over-http/header-list.ts";

const name = fc.constantFrom("x-a", "X-A", "Content-Type", "content-type", "retry-after", "b");
const value = fc.stringMatching(/^[ \t]?[\w ,;=/.-]{0,12}[ \t]?$/);
const step = fc.oneof(
  fc.record({ does: fc.constantFrom("append" as const, "set" as const), name, value }),
  fc.record({ does: fc.constant("delete" as const), name }),
);

/** Everything that can be read, in an order of its own. */
function read(headers: HeaderList | Headers) {
  return {
    entries: new Map(headers),
    names: new Set(headers.keys()),
    values: new Set(headers.values()),
    each: ["X-a", "content-TYPE", "B", "none"].map((asked) => [headers.get(asked), headers.has(asked)]),
  };
}

test("it holds what Node's Headers would hold", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(name, value)), fc.array(step), (given, steps) => {
      const [ours, nodes] = [new HeaderList(given), new Headers(given)];
      for (const each of steps)
        for (const headers of [ours, nodes])
          if (each.does === "delete") headers.delete(each.name);
          else headers[each.does](each.name, each.value);
      expect(read(ours)).toEqual(read(nodes));
    }),
  );
});

test("it is made of another, of a list, and of names with their values", () => {
  const list = new HeaderList([
    ["X-One", " 1 "],
    ["x-one", "2"],
  ]);
  expect([...new HeaderList(list)]).toEqual([["x-one", "1, 2"]]);
  expect([...new HeaderList({ "X-One": "1" })]).toEqual([["x-one", "1"]]);
  expect([...new HeaderList()]).toEqual([]);
});
