export interface SqlFacts {
  /** One per statement, as the parsers call them; undefined for what they only tokenize. */
  readonly statements: readonly (string | undefined)[];
  /** Everything done to tables but reading them, inside statements too: `delete`; `select … into` is `create`. */
  readonly changes: ReadonlySet<string>;
  /** Tables by name, in lower case, with their schema where it is written; what a `WITH` at the top defines is none. */
  readonly tables: ReadonlySet<string>;
}

type Node = Readonly<Record<string, unknown>>;

/** @param tableList `action::schema::table`, the schema `null` when there is none. */
export function factsOf(ast: readonly unknown[], tableList: readonly string[]): SqlFacts {
  const statements = ast.filter(isNode);
  const targets = statements.flatMap((statement) =>
    [...nodesIn(statement)].flatMap(({ into }) => (isNode(into) && into["type"] === "into" ? [into["expr"]] : [])),
  );
  const used = tableList.map((entry) => /^(.*?)::(.*?)::(.*)$/s.exec(entry) ?? []);
  const tables = new Set(used.flatMap(([, , schema, table]) => (table === undefined || table === "null" ? [] : [qualified(schema, table)])));
  for (const target of targets) if (typeof target === "string") tables.add(target.toLowerCase());
  for (const name of definedIn(statements)) tables.delete(name);
  const actions = used.flatMap(([, action]) => (action === undefined ? [] : [action.toLowerCase()]));
  return {
    statements: statements.map(({ type }) => (typeof type === "string" ? type : undefined)),
    changes: new Set([...actions.filter((action) => action !== "select"), ...(targets.length > 0 ? ["create"] : [])]),
    tables,
  };
}

function qualified(schema: string | undefined, table: string): string {
  return (schema === undefined || schema === "null" ? table : `${schema}.${table}`).toLowerCase();
}

/**
 * Names that a `WITH` at the top of the only statement defines before they are used: wherever else they stand in it they are no tables.
 * Without `RECURSIVE` a definition that reads its own name reads the table of that name.
 */
function definedIn([statement, ...more]: readonly Node[]): string[] {
  if (statement === undefined || more.length > 0 || !Array.isArray(statement["with"])) return [];
  const definitions = statement["with"].filter(isNode);
  const recursive = definitions.some((definition) => definition["recursive"] === true);
  const read = new Set<string>();
  return definitions.flatMap(({ name, stmt }) => {
    const defined = nameOf(name)?.toLowerCase();
    const before = new Set(read);
    for (const table of isNode(stmt) ? tablesRead(stmt) : []) read.add(table);
    return defined === undefined || (recursive ? before : read).has(defined) ? [] : [defined];
  });
}

function nameOf(name: unknown): string | undefined {
  if (typeof name === "string") return name;
  return isNode(name) && typeof name["value"] === "string" ? name["value"] : undefined;
}

/** Names without a schema that stand where tables do. */
function tablesRead(node: Node): string[] {
  return [...nodesIn(node)].flatMap(({ table, db, column }) => (typeof table === "string" && db == null && column === undefined ? [table.toLowerCase()] : []));
}

function* nodesIn(top: Node): Generator<Node> {
  const waiting: unknown[] = [top];
  while (waiting.length > 0) {
    const node = waiting.pop();
    if (Array.isArray(node)) for (const each of node) waiting.push(each);
    else if (isNode(node)) {
      yield node;
      for (const each of Object.values(node)) waiting.push(each);
    }
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
