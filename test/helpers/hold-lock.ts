/** A process of its own that takes the lock `name` in `folder`, says so, and keeps it until it is killed or its input ends. */
import { sqliteLock } from "../../src/adapters/sqlite/lock.ts";
import { systemClock } from "../../src/adapters/clock.ts";

const [folder = "", name = ""] = process.argv.slice(2);
await sqliteLock(folder, systemClock).holding(name, 0, async () => {
  process.stdout.write("held\n");
  for await (const _chunk of process.stdin);
});
