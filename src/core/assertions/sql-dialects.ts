/** A parser per dialect, each some 250 kB, loaded when first asked for. */
export const sqlDialects = {
  postgresql: () => import("node-sql-parser/build/postgresql.js"),
  mysql: () => import("node-sql-parser/build/mysql.js"),
  mariadb: () => import("node-sql-parser/build/mariadb.js"),
  sqlite: () => import("node-sql-parser/build/sqlite.js"),
  bigquery: () => import("node-sql-parser/build/bigquery.js"),
  transactsql: () => import("node-sql-parser/build/transactsql.js"),
  snowflake: () => import("node-sql-parser/build/snowflake.js"),
  redshift: () => import("node-sql-parser/build/redshift.js"),
  trino: () => import("node-sql-parser/build/trino.js"),
} as const;

export type SqlDialect = keyof typeof sqlDialects;

/** What statements are called in `allow`, as the parsers call them. */
export const sqlStatements = [
  ...(["select", "insert", "replace", "update", "delete", "create", "alter", "drop", "truncate", "rename"] as const),
  ...(["grant", "revoke", "transaction", "set", "use", "show", "explain", "call", "execute", "declare", "lock", "unlock"] as const),
];
