import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const documents = globSync(["*.md", "docs/**/*.md", "templates/**/*.md"], { cwd: root });

test.each(documents)("%s: every link inside the project leads somewhere", (file) => {
  const text = readFileSync(join(root, file), "utf8").replaceAll(/^```[\s\S]*?^```$/gm, "");
  for (const [, target = ""] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
    if (/^[a-z]+:/.test(target)) continue;
    const [path = "", anchor] = target.split("#");
    const absolute = path === "" ? join(root, file) : join(root, dirname(file), path);
    expect(existsSync(absolute), `${file} → ${target}`).toBe(true);
    if (anchor !== undefined && absolute.endsWith(".md")) expect(anchorsOf(absolute), `${file} → ${target}`).toContain(anchor);
  }
});

function anchorsOf(file: string): string[] {
  const headings = readFileSync(file, "utf8").matchAll(/^#+ (.*)$/gm);
  return [...headings].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} -]/gu, "")
      .replaceAll(" ", "-"),
  );
}
