import { readFile } from "node:fs/promises";
import type { Plugin } from "esbuild";

/** What of `fetch` they name where nothing but JSON is sent: no body is ever one of the other two. */
const fetchParts: Readonly<Record<string, string>> = {
  FormData: "export class FormData {}",
  Headers: 'export { HeaderList as Headers } from "./src/adapters/providers/over-http/header-list.ts";',
  Response: "export class Response { arrayBuffer() {} }",
};

/** The log of the openai SDK: it writes what each call would say, and then asks whether anybody listens. */
const log = /openai[\\/]internal[\\/]utils[\\/]log\.mjs$/;
const written = [
  ["export function redactURL(value) {", "export function redactURL(value) { return value; }\nfunction unread(value) {"],
  ["export const formatRequestDetails = (details) => {", "export const formatRequestDetails = (details) => details;\nconst unwritten = (details) => {"],
] as const;

/**
 * The vendors' SDKs as far as we call them: one POST of JSON, over our own transport, with their log off. What else they bring (a class for
 * each of the API's resources, all that Node's `fetch` loads, the texts of a log that nobody reads) takes longer than the calls themselves.
 * Measured by `npm run bench eval`.
 */
export const leanSdks: Plugin = {
  name: "lean-sdks",
  setup(build) {
    build.onLoad({ namespace: "file", filter: /node_modules[\\/](?:openai|@anthropic-ai[\\/]sdk)[\\/].*\.mjs$/ }, async ({ path }) => {
      const contents = log.test(path) ? silent(path, await readFile(path, "utf8")) : await readFile(path, "utf8");
      const used = Object.keys(fetchParts).filter((part) => new RegExp(`(?<![.\\w'"])${part}\\b`).test(contents));
      return { contents: used.length === 0 ? contents : `import { ${used.join(", ")} } from "fetch-parts";\n${contents}` };
    });
    build.onResolve({ filter: /^fetch-parts$/ }, ({ path }) => ({ path, namespace: "fetch-parts", sideEffects: false }));
    build.onLoad({ filter: /.*/, namespace: "fetch-parts" }, () => ({
      contents: Object.values(fetchParts).join("\n"),
      resolveDir: build.initialOptions.absWorkingDir ?? process.cwd(),
    }));

    // Its client makes one object for each of the API's resources, each a file with all that this resource needs.
    build.onResolve({ filter: /^\.\/resources\// }, ({ importer }) =>
      /node_modules[\\/]openai[\\/]client\.mjs$/.test(importer)
        ? { path: "openai", namespace: "resources", sideEffects: false, pluginData: importer }
        : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: "resources" }, async ({ pluginData: client }: { pluginData: string }) => ({
      contents: empty(await readFile(client, "utf8")),
    }));
  },
};

function silent(path: string, contents: string): string {
  return written.reduce((text, [writing, nothing]) => {
    if (!text.includes(writing)) throw new Error(`${path} no longer writes its log as it did: look at this again.`);
    return text.replace(writing, () => nothing);
  }, contents);
}

/** A class without anything for each resource that a client names. */
function empty(client: string): string {
  const imported = [...client.matchAll(/^import \{([^}]*)\} from "\.\/resources\//gm)].flatMap(([, names = ""]) => names.split(","));
  const names = [...imported.map((name) => name.trim().split(" ")[0] ?? ""), ...[...client.matchAll(/\bAPI\.(\w+)/g)].map(([, name = ""]) => name)];
  return [...new Set(names)]
    .filter((name) => name !== "")
    .map((name) => `export class ${name} {}`)
    .join("\n");
}
