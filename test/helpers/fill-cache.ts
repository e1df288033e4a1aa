/** A process of its own that puts 200 answers into the cache of `folder`, under keys that begin with `name`. */
import { sqliteResponseCache } from "../../src/adapters/sqlite/response-cache.ts";

const [folder = "", name = ""] = process.argv.slice(2);
const cache = sqliteResponseCache(folder);
for (let at = 0; at < 200; at += 1) {
  cache.put(
    `${name} ${at}`,
    {
      text: name,
      toolCalls: [],
      citations: [],
      usage: undefined,
      finishReason: "stop",
      modelAnswered: "m",
      latencyMs: 0,
      attempts: [],
    },
    0,
  );
}
cache.close();
