import { expect, test } from "vitest";
import { loadPrompt } from "../../src/services/load-prompt.ts";
import { openProject } from "../../src/services/open-project.ts";
import { memorySource } from "../helpers/memory-source.ts";
import { projectWith, validProject } from "../helpers/valid-project.ts";

const id = "billing/summarize";
const digestWith = async (changes: Readonly<Record<string, string | undefined>>) => (await loadPrompt(memorySource(projectWith(changes)), id)).digest;

test("a project knows its configuration and its prompts, sorted, odd folders left out", async () => {
  const prompt = validProject["prompts/billing/summarize/prompt.yml"];
  const source = memorySource(
    projectWith({
      "prompts/zeta/prompt.yml": prompt,
      "prompts/alpha/deep/prompt.yml": prompt,
      "prompts/Bad/prompt.yml": prompt,
      "prompts/billing/summarize/evals/prompt.yml": prompt,
    }),
  );
  const { config, promptIds } = await openProject(source);
  expect(promptIds).toEqual(["alpha/deep", id, "zeta"]);
  expect(Object.keys(config.providers)).toEqual(["demo"]);
});

test("a project opens although a rules file is broken: a rollback asks no model", async () => {
  await expect(openProject(memorySource(projectWith({ "scripted/demo.yml": "nonsense" })))).resolves.toBeDefined();
});

test("a project with a wrong configuration does not open, and says everything that is wrong", async () => {
  await expect(openProject(memorySource(projectWith({ ".promptops.yml": "schema_version: 1\nnam: x\nproviders: 5\n" })))).rejects.toMatchObject({
    code: "invalid-documents",
    exit: "usage",
    problems: [
      { rule: "unknown-key", line: 2 },
      { rule: "wrong-type", line: 3 },
    ],
  });
});

test("a prompt comes with the partials it reaches, its files, its manifest and its suites", async () => {
  const source = memorySource({
    ...projectWith({
      "partials/unused.liquid": "x",
      "partials/house/style.liquid": "{% render 'house/more' %}\r\n{{ audience }}",
      "partials/house/more.liquid": "more",
      "prompts/billing/summarize/prompt.yml": validProject["prompts/billing/summarize/prompt.yml"]?.replace(
        'content: "Summarize: {{ text }}"',
        "content: [{ text: '{{ text }}' }, { image: { path: images/a.png } }]",
      ),
    }),
    "images/a.png": new Uint8Array([1, 2, 3]),
  });
  const { resolved, manifest, suites } = await loadPrompt(source, id);
  expect(resolved.partials).toEqual({ "house/more": "more", "house/style": "{% render 'house/more' %}\n{{ audience }}" });
  expect(resolved.files).toMatchObject({ "images/a.png": { mediaType: "image/png", bytes: new Uint8Array([1, 2, 3]) } });
  expect(manifest?.owners).toEqual(["team-billing"]);
  expect(suites).toEqual(["smoke"]);
});

test("the digest follows what is sent, not what is said about it", async () => {
  const text = validProject["prompts/billing/summarize/prompt.yml"] ?? "";
  const digest = await digestWith({});
  expect(await digestWith({ "prompts/billing/summarize/prompt.yml": `# a comment\n${text}description: new\n` })).toBe(digest);
  expect(await digestWith({ "prompts/billing/summarize/prompt.yml": text.replaceAll("\n", "\r\n") })).toBe(digest);
  expect(await digestWith({ "prompts/billing/summarize/manifest.yml": undefined, "partials/unused.liquid": "x" })).toBe(digest);
  expect(await digestWith({ "partials/house/style.liquid": "Write {{ audience }}" })).not.toBe(digest);
  expect(await digestWith({ "prompts/billing/summarize/prompt.yml": text.replace("Summarize:", "Summarise:") })).not.toBe(digest);
});

test("an old version loads although the configuration has lost its provider and its environments", async () => {
  await expect(loadPrompt(memorySource(projectWith({ ".promptops.yml": undefined })), id)).resolves.toBeDefined();
});

test("an unknown prompt whose name ends as one prompt does is refused with that one", async () => {
  await expect(loadPrompt(memorySource(validProject), "summarize")).rejects.toMatchObject({ code: "unknown-prompt", hint: `Did you mean \`${id}\`?` });
});

test("an unknown prompt is refused with the nearest one", async () => {
  const source = memorySource(validProject, "commit 1a2b3c4");
  await expect(loadPrompt(source, "billing/sumarize")).rejects.toMatchObject({
    code: "unknown-prompt",
    message: "There is no prompt `billing/sumarize` in commit 1a2b3c4.",
    hint: "Did you mean `billing/summarize`?",
  });
});

test.each(["", "Billing", "a//b", "../etc/passwd", "a/evals/b", "list", "a b", "a/b/c/d/e/f", "-a", "a-"])("`%s` can be no prompt", async (name) => {
  await expect(loadPrompt(memorySource(validProject), name)).rejects.toMatchObject({ code: "invalid-id" });
});

test("everything wrong with a prompt, its manifest and its partials comes at once", async () => {
  const source = memorySource(
    projectWith({ "prompts/billing/summarize/manifest.yml": "schema_version: 1\n", "partials/house/style.liquid": "{{ audience | upcas }}" }),
  );
  const error = await loadPrompt(source, id).catch((thrown: unknown) => thrown as { problems: { file: string }[] });
  expect(error).toMatchObject({ code: "invalid-documents" });
  expect(new Set("problems" in error ? error.problems.map(({ file }) => file) : [])).toEqual(
    new Set(["partials/house/style.liquid", "prompts/billing/summarize/manifest.yml"]),
  );
});
