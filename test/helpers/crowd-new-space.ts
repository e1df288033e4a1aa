import { setTimeout } from "node:timers/promises";
import { getHeapSpaceStatistics } from "node:v8";
import { boundNewSpace } from "../../src/cli/bound-new-space.ts";

// A process of its own that makes objects, each alive for a while, as answers under way are. Prints the most bytes that V8's space for new objects had.
// Usage: node crowd-new-space.ts [bounded]
if (process.argv[2] === "bounded") boundNewSpace();

const alive: object[][] = [];
let most = 0;
for (let turn = 0; turn < 150; turn += 1) {
  alive.push(Array.from({ length: 20_000 }, (_, at) => ({ at, text: `${turn} ${at}` })));
  if (alive.length > 10) alive.shift();
  await setTimeout(1);
  most = Math.max(most, getHeapSpaceStatistics().find(({ space_name }) => space_name === "new_space")?.space_size ?? 0);
}
process.stdout.write(String(most));
