import { mkdirSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";

/** Marks a database as this index (SQLite's `application_id`); one of another layout (`user_version`) is thrown away. */
const applicationId = 0x706f_7303;
const layoutVersion = 1;

/** One table for all kinds: what a record is found by is much the same for each of them. `state` of an intent is what its receipts say. */
const layout = `
  PRAGMA application_id = ${applicationId};
  PRAGMA user_version = ${layoutVersion};
  CREATE TABLE upto (tip TEXT, at INTEGER NOT NULL) STRICT;
  CREATE TABLE records (
    path TEXT PRIMARY KEY, folder TEXT NOT NULL, bytes INTEGER NOT NULL, damaged INTEGER NOT NULL, at INTEGER NOT NULL,
    run TEXT, job TEXT, intent TEXT, topic TEXT, state TEXT, preview INTEGER, "row" TEXT
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX newest ON records (folder, at DESC, path DESC);
  CREATE INDEX of_job ON records (folder, job, at DESC, path DESC) WHERE job IS NOT NULL;
  CREATE INDEX of_run ON records (folder, run) WHERE run IS NOT NULL;
  CREATE INDEX of_intent ON records (folder, intent) WHERE intent IS NOT NULL;
  CREATE INDEX of_state ON records (folder, state, at DESC, path DESC);
  CREATE INDEX of_damaged ON records (path) WHERE damaged;
`;

/** An index in memory, for when there is no file to keep one in. */
export function memoryIndexFile(): DatabaseSync {
  const database = new DatabaseSync(":memory:");
  database.exec(layout);
  return database;
}

/** The index at `file`; whatever else is there makes room for an empty one. Throws SQLite's or the file system's error when none can be there. */
export function openIndexFile(file: string): DatabaseSync {
  mkdirSync(dirname(file), { recursive: true });
  return opened(file) ?? renewIndexFile(file);
}

export function renewIndexFile(file: string): DatabaseSync {
  for (const part of ["", "-wal", "-shm"]) rmSync(file + part, { force: true });
  const database = new DatabaseSync(file, { timeout: 5_000 });
  database.exec("PRAGMA journal_mode = WAL");
  database.exec("PRAGMA synchronous = NORMAL");
  database.exec(`BEGIN IMMEDIATE; ${layout} COMMIT`);
  return database;
}

/** Forgets everything, so that the next catching up begins at the first record. */
export function emptyIndex(database: DatabaseSync): void {
  database.exec("BEGIN IMMEDIATE");
  clearIndex(database);
  database.exec("COMMIT");
}

/** Without a transaction of its own. */
export function clearIndex(database: DatabaseSync): void {
  database.exec("DELETE FROM records; DELETE FROM upto;");
}

/** Undefined for what is no index of this layout. */
function opened(file: string): DatabaseSync | undefined {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file, { timeout: 5_000 });
    const [id, version] = ["application_id", "user_version"].map((name) => database?.prepare(`PRAGMA ${name}`).get()?.[name]);
    if (id === applicationId && version === layoutVersion) {
      database.exec("PRAGMA synchronous = NORMAL");
      return database;
    }
  } catch {
    // Damaged, or no database at all.
  }
  database?.close();
  return undefined;
}
