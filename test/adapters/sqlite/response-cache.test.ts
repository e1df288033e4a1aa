import { execFile } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync, statSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { sqliteResponseCache } from "../../../src/adapters/sqlite/response-cache.ts";
import { responseText } from "../../../src/adapters/sqlite/response-text.ts";
import { answer } from "../../contract/response-cache.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";

const at = Date.parse("2026-11-20T09:00:00.750Z");
const filler = fileURLToPath(new URL("../../helpers/fill-cache.ts", import.meta.url));

function cacheFile(folder: string): string {
  mkdirSync(join(folder, "cache"), { recursive: true });
  return join(folder, "cache", "responses.sqlite");
}

describe("the response cache on disk", () => {
  test("is there again for the next command", () => {
    const folder = tempFolder();
    const first = sqliteResponseCache(folder);
    first.put("a", answer("kept"), at);
    first.close();
    const second = sqliteResponseCache(folder);
    expect(second.get("a")?.response.text).toBe("kept");
    second.close();
  });

  test("takes several processes that begin and write at the same time", async () => {
    const folder = tempFolder();
    await Promise.all(["one", "two", "three"].map((name) => promisify(execFile)(process.execPath, [filler, folder, name])));
    const cache = sqliteResponseCache(folder);
    const found = ["one", "two", "three"].flatMap((name) => Array.from({ length: 200 }, (_, at) => cache.get(`${name} ${at}`)?.response.text === name));
    expect(found.filter(Boolean)).toHaveLength(600);
    cache.close();
  });

  test("that is no database is set aside, and a new one begun", () => {
    const folder = tempFolder();
    const file = cacheFile(folder);
    writeFileSync(file, "not a database ".repeat(500));
    const cache = sqliteResponseCache(folder);
    expect(cache.get("a")).toBeUndefined();
    cache.put("a", answer("new"), at);
    expect(cache.get("a")?.response.text).toBe("new");
    cache.close();
    expect(readFileSync(`${file}.aside`, "utf8")).toContain("not a database");
  });

  test("that is somebody else's database is set aside untouched", () => {
    const folder = tempFolder();
    const file = cacheFile(folder);
    const foreign = new DatabaseSync(file);
    foreign.exec("CREATE TABLE notes (text TEXT); INSERT INTO notes VALUES ('precious')");
    foreign.close();
    const before = readFileSync(file);
    const cache = sqliteResponseCache(folder);
    cache.put("a", answer("new"), at);
    expect(cache.get("a")?.response.text).toBe("new");
    cache.close();
    expect(readFileSync(`${file}.aside`)).toEqual(before);
  });

  test("that breaks while it is open loses its answers and goes on", () => {
    const folder = tempFolder();
    const file = cacheFile(folder);
    const filled = sqliteResponseCache(folder);
    for (let at = 0; at < 500; at += 1) filled.put(`key ${at}`, answer("x".repeat(500)), at);
    filled.close();
    const cache = sqliteResponseCache(folder);
    // Everything but the first page.
    const handle = openSync(file, "r+");
    writeSync(handle, Buffer.alloc(statSync(file).size - 4096, 0xa5), 0, undefined, 4096);
    closeSync(handle);
    expect(cache.get("key 7")).toBeUndefined();
    cache.put("key 7", answer("again"), at);
    expect(cache.get("key 7")?.response.text).toBe("again");
    cache.close();
  });

  test("with an entry that is no answer any more does not know it", () => {
    const folder = tempFolder();
    const cache = sqliteResponseCache(folder);
    cache.put("a", answer("kept"), at);
    cache.close();
    const other = new DatabaseSync(cacheFile(folder));
    other.exec("UPDATE responses SET response = '{'");
    other.close();
    const again = sqliteResponseCache(folder);
    expect(again.get("a")).toBeUndefined();
    again.close();
  });

  test("keeps all of many answers that come at once, also when it is closed before they were written", () => {
    const folder = tempFolder();
    const first = sqliteResponseCache(folder);
    for (let at = 0; at < 50; at += 1) first.put(`key ${at}`, answer(`answer ${at}`), at);
    expect(first.get("key 49")?.response.text).toBe("answer 49");
    first.close();
    const second = sqliteResponseCache(folder);
    expect(Array.from({ length: 50 }, (_, at) => second.get(`key ${at}`)?.response.text)).toEqual(Array.from({ length: 50 }, (_, at) => `answer ${at}`));
    second.close();
  });

  test("does not keep long answers waiting in memory", () => {
    const folder = tempFolder();
    const [first, second] = [sqliteResponseCache(folder), sqliteResponseCache(folder)];
    first.put("a", answer("x".repeat(600_000)), at);
    first.put("b", answer("y".repeat(600_000)), at);
    expect([second.get("a"), second.get("b")].map((found) => found?.response.text.length)).toEqual([600_000, 600_000]);
    first.close();
    second.close();
  });

  test("that is full loses what did not fit, and no case fails for it", () => {
    const folder = tempFolder();
    const before = sqliteResponseCache(folder);
    before.put("first", answer("kept"), at);
    before.close();
    const cache = sqliteResponseCache(folder);
    const other = new DatabaseSync(cacheFile(folder));
    other.exec("CREATE TRIGGER full BEFORE INSERT ON responses WHEN length(NEW.response) > 1000 BEGIN SELECT RAISE(ABORT, 'full'); END");
    other.close();
    cache.put("second", answer("x".repeat(2000)), at);
    cache.close();
    const again = sqliteResponseCache(folder);
    expect([again.get("first")?.response.text, again.get("second")]).toEqual(["kept", undefined]);
    again.close();
  });

  test("of the layout before is taken over with all it knows", () => {
    const folder = tempFolder();
    const older = new DatabaseSync(cacheFile(folder));
    older.exec(`PRAGMA application_id = ${0x706f_7302};
      CREATE TABLE responses (key BLOB PRIMARY KEY, response TEXT NOT NULL, created_at INTEGER NOT NULL) STRICT;`);
    const put = older.prepare("INSERT INTO responses VALUES (?, ?, 1)");
    for (const digit of ["1", "2"]) {
      put.run(Buffer.from(digit.repeat(64), "hex"), JSON.stringify({ text: digit, usage: { input: 1, output: 2 }, modelAnswered: "small", latencyMs: 12.5 }));
    }
    older.close();
    const cache = sqliteResponseCache(folder);
    expect([cache.get("1".repeat(64)), cache.get("2".repeat(64)), cache.get("3".repeat(64))]).toEqual([
      { response: answer("1"), at: 1_000 },
      { response: answer("2"), at: 1_000 },
      undefined,
    ]);
    cache.put("1".repeat(64), answer("new"), at);
    cache.close();
    const again = sqliteResponseCache(folder);
    expect([again.get("1".repeat(64))?.response.text, again.get("2".repeat(64))?.response.text]).toEqual(["new", "2"]);
    again.close();
  });

  test("takes no answer for another whose key begins the same", () => {
    const cache = sqliteResponseCache(tempFolder());
    const [one, other] = ["1".repeat(64), `${"1".repeat(60)}2222`];
    cache.put(one, answer("one"), at);
    expect(cache.get(other)).toBeUndefined();
    cache.put(other, answer("other"), at);
    expect(cache.get(other)?.response.text).toBe("other");
    cache.close();
  });

  test("that cannot be opened at all says where", () => {
    const folder = tempFolder();
    mkdirSync(cacheFile(folder));
    expect(() => sqliteResponseCache(folder)).toThrow(expect.objectContaining({ code: "cache-unusable", exit: "environment", where: cacheFile(folder) }));
  });

  test("holds answers and the keys they were put under, and nothing else", () => {
    const folder = tempFolder();
    const cache = sqliteResponseCache(folder);
    cache.put("0a".repeat(32), answer("kept"), at);
    cache.close();
    const database = new DatabaseSync(cacheFile(folder));
    const key = new Uint8Array(32).fill(10);
    expect(database.prepare("SELECT * FROM responses").all()).toEqual([{ key, response: responseText(answer("kept")), created_at: Math.floor(at / 1000) }]);
    database.close();
  });
});
