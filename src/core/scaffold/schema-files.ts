import { documentSchemas, type DocumentKind } from "../model/documents.ts";
import { publishedSchemas } from "../schemas/published-schemas.ts";

const schemaFile = (kind: string): string => `.promptops/schemas/${kind}.json`;

/** The schemas of all kinds of documents as files of the user's repository: path → text. Beside the files, so that editors need no network. */
export function schemaFiles(): Record<string, string> {
  const ofDocuments = publishedSchemas().filter(({ name }) => Object.hasOwn(documentSchemas, name));
  return Object.fromEntries(ofDocuments.map(({ name, schema }) => [schemaFile(name), `${JSON.stringify(schema, null, 2)}\n`]));
}

/** The first line of a document, which tells an editor where its schema is. @param file Where the document lies, repository-relative. */
export function schemaLine(kind: DocumentKind, file: string): string {
  const up = "../".repeat(file.split("/").length - 1);
  return `# yaml-language-server: $schema=${up}${schemaFile(kind)}\n`;
}
