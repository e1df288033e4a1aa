/** A process that writes two entries into a folder's journal, says so, and waits to be killed. */
import { systemClock } from "../../src/adapters/clock.ts";
import { fileJournal } from "../../src/adapters/fs/journal.ts";
import { sqliteLock } from "../../src/adapters/sqlite/lock.ts";

const [folder = "", name = ""] = process.argv.slice(2);
const journal = fileJournal(folder, { clock: systemClock, lock: sqliteLock(folder, systemClock), name: () => name });
await journal.append("asked", "daily~20261120T090000Z", { model: "openai/gpt-5-mini" });
await journal.append("answered", "daily~20261120T090000Z", { text: "An answer that was paid for." });
process.stdout.write("written\n");
process.stdin.resume();
