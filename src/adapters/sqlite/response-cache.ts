import { hash } from "node:crypto";
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseSync, type SQLOutputValue, type StatementSync } from "node:sqlite";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { ResponseCache } from "../../ports/response-cache.ts";
import { responseOf, responseText } from "./response-text.ts";
import { isBusy, isDamaged, isSqliteError } from "./sqlite-error.ts";

/** What comes in so many milliseconds is written together, unless it becomes so many characters before. */
const together = { ms: 25, characters: 1_000_000 };

/** Marks a database as this cache in this layout (SQLite's `application_id`). */
const applicationId = 0x706f_7303;
/** The layout before, whose index held whole keys. */
const olderId = 0x706f_7302;
/** Milliseconds to wait for another process that writes. */
const patience = 5_000;

/**
 * Rows in the order they come, so that answers kept together are written to few pages and found in few. Only the index is in disorder, and holds
 * no more of a key than tells two of them apart; the rest of it decides.
 */
const layout = `
  PRAGMA application_id = ${applicationId};
  CREATE TABLE IF NOT EXISTS responses (key BLOB NOT NULL, response TEXT NOT NULL, created_at INTEGER NOT NULL) STRICT;
  CREATE UNIQUE INDEX IF NOT EXISTS responses_by_key ON responses (substr(key, 1, 8));
`;
const fromOlder = `
  ALTER TABLE responses RENAME TO older;
  ${layout}
  INSERT OR REPLACE INTO responses SELECT key, response, created_at FROM older ORDER BY rowid;
  DROP TABLE older;
`;

interface Entry {
  readonly text: string;
  /** When it was given, seconds since the epoch. */
  readonly seconds: number;
}

interface OpenCache {
  readonly database: DatabaseSync;
  readonly get: StatementSync;
  readonly put: StatementSync;
}

/**
 * Answers and vectors in `<folder>/cache/responses.sqlite`, for any number of processes at once. A file that is damaged or not ours is set aside
 * and a new one begun; an answer that cannot be read or kept is not there, and never an error.
 *
 * What comes in a short while is written together when that is over: a transaction of its own costs an answer more than all else that happens
 * to it here.
 * @throws PromptopsError `cache-unusable` when no file can be opened at all.
 */
export function sqliteResponseCache(folder: string): ResponseCache {
  const file = join(folder, "cache", "responses.sqlite");
  let cache = openOrRenew(file);
  /** By key, not written yet. */
  const waiting = new Map<string, Entry>();
  let characters = 0;
  /** Whoever reads many answers in one while sees the state of the first: asking each time whether it is still that one costs as much as reading. */
  let reading = false;
  let settling: NodeJS.Timeout | undefined;

  function attempt<T>(work: (cache: OpenCache) => T): T | undefined {
    try {
      return work(cache);
    } catch (error) {
      if (!(isSqliteError(error) || error instanceof SyntaxError)) throw error;
      if (isDamaged(error)) {
        reading = false;
        cache.database.close();
        cache = renew(file);
      }
      return undefined;
    }
  }

  function settle(): void {
    clearTimeout(settling);
    settling = undefined;
    if (reading) attempt(({ database }) => database.exec("COMMIT"));
    reading = false;
    if (waiting.size > 0) attempt((open) => writeAll(open, waiting));
    waiting.clear();
    characters = 0;
  }

  function read(key: string): Entry | undefined {
    return attempt(({ database, get }) => {
      if (!reading) {
        database.exec("BEGIN");
        reading = true;
        settling ??= setTimeout(settle, together.ms);
      }
      const bytes = keyBytes(key);
      return waiting.get(key) ?? entryOf(get.get(bytes.subarray(0, 8), bytes));
    });
  }

  function put(key: string, text: string, at: number): void {
    waiting.set(key, { text, seconds: Math.floor(at / 1000) });
    characters += text.length;
    if (characters >= together.characters) settle();
    else settling ??= setTimeout(settle, together.ms);
  }

  return {
    get: (key) => attempt(() => whenThere(read(key), ({ text, seconds }) => ({ response: responseOf(text), at: seconds * 1000 }))),
    put: (key, response, at) => put(key, responseText(response), at),
    getVector: (key) => attempt(() => whenThere(read(key), ({ text, seconds }) => whenThere(vectorOf(text), (vector) => ({ vector, at: seconds * 1000 })))),
    putVector: (key, vector, at) => put(key, vectorText(vector), at),
    close() {
      settle();
      cache.database.close();
    },
  };
}

/** A digest takes half the room as the bytes it stands for. */
function keyBytes(key: string): Buffer {
  const bytes = Buffer.from(key, "hex");
  return bytes.length * 2 === key.length && bytes.length >= 8 ? bytes : hash("sha256", key, "buffer");
}

/** All of them or none. */
function writeAll({ database, put }: OpenCache, entries: ReadonlyMap<string, Entry>): void {
  database.exec("BEGIN IMMEDIATE");
  try {
    for (const [key, { text, seconds }] of entries) put.run(keyBytes(key), text, seconds);
    database.exec("COMMIT");
  } catch (error) {
    if (database.isTransaction) database.exec("ROLLBACK");
    throw error;
  }
}

function entryOf(row: Record<string, SQLOutputValue> | undefined): Entry | undefined {
  return row && { text: String(row["response"]), seconds: Number(row["created_at"]) };
}

function whenThere<S, T>(found: S | undefined, read: (found: S) => T): T | undefined {
  return found === undefined ? undefined : read(found);
}

function vectorText(vector: readonly number[]): string {
  const bytes = Buffer.alloc(vector.length * 4);
  for (const [at, number] of vector.entries()) bytes.writeFloatLE(number, at * 4);
  return JSON.stringify({ vector: bytes.toString("base64") });
}

/** The numbers behind an entry; undefined for one that is none. */
function vectorOf(text: string): readonly number[] | undefined {
  const { vector } = JSON.parse(text) as { readonly vector?: unknown };
  if (typeof vector !== "string") return undefined;
  const bytes = Buffer.from(vector, "base64");
  return Array.from({ length: Math.floor(bytes.length / 4) }, (_, at) => bytes.readFloatLE(at * 4));
}

function openOrRenew(file: string): OpenCache {
  try {
    mkdirSync(dirname(file), { recursive: true });
    return openCache(file) ?? renew(file);
  } catch (error) {
    if (isDamaged(error)) return renew(file);
    throw unusable(file, error);
  }
}

/** A new cache; the file that is there is kept beside it. */
function renew(file: string): OpenCache {
  try {
    rmSync(`${file}-shm`, { force: true });
    for (const part of ["", "-wal"]) if (existsSync(file + part)) renameSync(file + part, `${file}.aside${part}`);
    const cache = openCache(file);
    if (cache !== undefined) return cache;
  } catch (error) {
    throw unusable(file, error);
  }
  throw unusable(file, undefined);
}

/** Undefined when the database belongs to something else. */
function openCache(file: string): OpenCache | undefined {
  const database = new DatabaseSync(file, { timeout: patience });
  try {
    if (!belongs(database)) {
      database.close();
      return undefined;
    }
    useWriteAheadLog(database);
    return {
      database,
      get: database.prepare("SELECT response, created_at FROM responses WHERE substr(key, 1, 8) = ? AND key = ?"),
      // Two keys that begin alike are one in a long time, and the older answer then the one that is lost.
      put: database.prepare("INSERT OR REPLACE INTO responses (key, response, created_at) VALUES (?, ?, ?)"),
    };
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Makes an empty database ours, and one of the layout before; one transaction, so that of two processes one makes it and the other finds it. */
function belongs(database: DatabaseSync): boolean {
  if (idOf(database) === applicationId) return true;
  database.exec("BEGIN IMMEDIATE");
  const id = idOf(database);
  const ours = id === applicationId || id === olderId || database.prepare("SELECT name FROM sqlite_schema").all().length === 0;
  database.exec(ours ? `${id === olderId ? fromOlder : layout} COMMIT` : "ROLLBACK");
  return ours;
}

function idOf(database: DatabaseSync): unknown {
  return database.prepare("PRAGMA application_id").get()?.["application_id"];
}

/** Readers never wait then. The database remembers it, so it does not matter when another process is just changing it. */
function useWriteAheadLog(database: DatabaseSync): void {
  try {
    database.exec("PRAGMA journal_mode = WAL");
  } catch (error) {
    if (!isBusy(error)) throw error;
  }
  database.exec("PRAGMA synchronous = NORMAL");
}

function unusable(file: string, cause: unknown): PromptopsError {
  const reason = cause instanceof Error ? `: ${cause.message}` : "";
  return new PromptopsError("cache-unusable", `The cache of answers cannot be opened${reason}.`, { where: file, cause });
}
