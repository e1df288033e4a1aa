import { stringify } from "yaml";
import { builtInJudges } from "../../src/core/assertions/judges/registry.ts";

/** The page with the judges that come with promptops, each as the file a repository would write: path → Markdown. */
export function judgePages(): Record<string, string> {
  const sections = Object.entries(builtInJudges).map(([name, judge]) => {
    const yaml = stringify(judge, { lineWidth: 0 });
    return `## ${name}\n\n\`\`\`yaml\n# judges/${name}.yml\n${yaml}\`\`\``;
  });
  return {
    "docs/judges.md": `<!-- Written by \`npm run docs\` from src/core/assertions/judges/registry.ts. -->
# Judges

What the built-in judges ask. A file of your repository with the same path takes one's place; [the guide](guide/judges.md) says
how, and what is added to every judge.

${sections.join("\n\n")}
`,
  };
}
