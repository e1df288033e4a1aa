/** SQLite's result codes; extended codes keep them in their low byte (https://sqlite.org/rescode.html). */
const codes = { busy: 5, corrupt: 11, notADatabase: 26 } as const;

interface SqliteError extends Error {
  readonly errcode: number;
}

export function isSqliteError(error: unknown): error is SqliteError {
  return error instanceof Error && "errcode" in error && typeof error.errcode === "number";
}

/** Another connection holds the database. */
export function isBusy(error: unknown): boolean {
  return codeOf(error) === codes.busy;
}

/** The file is no database, or one that lost parts of itself. */
export function isDamaged(error: unknown): boolean {
  const code = codeOf(error);
  return code === codes.corrupt || code === codes.notADatabase;
}

function codeOf(error: unknown): number | undefined {
  return isSqliteError(error) ? error.errcode & 0xff : undefined;
}
