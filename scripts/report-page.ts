import { fileURLToPath } from "node:url";
import { build, type Metafile, type Plugin } from "esbuild";
import { thirdPartyLicenses } from "./licenses.ts";

/**
 * What the HTML report brings into its page. The reporter imports it as text under this name; whoever loads the reporter (the build,
 * the tests) makes it from `src/ui/web/report`.
 */
const specifier = "virtual:report-page";
const root = fileURLToPath(new URL("..", import.meta.url));

async function bundled(entry: string): Promise<{ readonly text: string; readonly metafile: Metafile }> {
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    write: false,
    metafile: true,
    minify: true,
    format: "iife",
    platform: "browser",
    target: ["chrome123", "firefox121", "safari17.5"],
    legalComments: "none",
    logLevel: "warning",
  });
  const text = outputFiles[0]?.text.trim() ?? "";
  // It stands inside an element of the page, and a hash of exactly these characters lets it through.
  if (text === "" || /<\/(?:script|style)|<!--|\r/i.test(text)) throw new Error(`${entry} cannot stand in a page.`);
  return { text, metafile };
}

async function reportPageModule(): Promise<string> {
  const [script, style] = await Promise.all([bundled("src/ui/web/report/main.ts"), bundled("src/ui/web/report/report.css")]);
  const parts = { script: script.text, style: style.text, licenses: await thirdPartyLicenses(Object.values(script.metafile.outputs)) };
  return Object.entries(parts)
    .map(([name, text]) => `export const ${name} = ${JSON.stringify(text)};`)
    .join("\n");
}

/** For esbuild. */
export const reportPage: Plugin = {
  name: "report-page",
  setup(builder) {
    builder.onResolve({ filter: new RegExp(`^${specifier}$`) }, ({ path }) => ({ path, namespace: "report-page" }));
    builder.onLoad({ filter: /.*/, namespace: "report-page" }, async () => ({ contents: await reportPageModule() }));
  },
};

/** For Vite, which runs the tests. */
export const reportPageInTests = {
  name: "report-page",
  resolveId: (id: string) => (id === specifier ? `\0${specifier}` : undefined),
  load: (id: string) => (id === `\0${specifier}` ? reportPageModule() : undefined),
};
