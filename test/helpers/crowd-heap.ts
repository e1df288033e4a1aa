import { setTimeout } from "node:timers/promises";
import { getHeapSpaceStatistics, getHeapStatistics } from "node:v8";
import { boundHeap } from "../../src/cli/bound-heap.ts";

// A process of its own that makes objects, each alive for a while, as answers under way are.
// Prints the most bytes that V8's space for new objects had, and its whole heap.
// Usage: node crowd-heap.ts [bounded]
if (process.argv[2] === "bounded") boundHeap();

const alive: object[][] = [];
const most = { newSpace: 0, heap: 0 };
for (let turn = 0; turn < 150; turn += 1) {
  alive.push(Array.from({ length: 20_000 }, (_, at) => ({ at, text: `${turn} ${at}` })));
  if (alive.length > 10) alive.shift();
  await setTimeout(1);
  most.newSpace = Math.max(most.newSpace, getHeapSpaceStatistics().find(({ space_name }) => space_name === "new_space")?.space_size ?? 0);
  most.heap = Math.max(most.heap, getHeapStatistics().total_heap_size);
}
process.stdout.write(JSON.stringify(most));
