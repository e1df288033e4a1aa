import { stringify } from "yaml";
import { builtInJudges } from "../../src/core/assertions/judges/registry.ts";
import type { Judge } from "../../src/core/model/judge.ts";
import { semanticValidators } from "../../src/core/validators/semantic/registry.ts";

/** The page with the judges that come with promptops, each as the file a repository would write: path → Markdown. */
export function judgePages(): Record<string, string> {
  const section = ([name, judge]: readonly [string, Judge]) => `## ${name}\n\n\`\`\`yaml\n# judges/${name}.yml\n${stringify(judge, { lineWidth: 0 })}\`\`\``;
  const sections = Object.entries(builtInJudges).map(section);
  const ofPrompts = semanticValidators.map(({ judgeName, judge }) => section([judgeName, judge]));
  return {
    "docs/judges.md": `<!-- Written by \`npm run docs\` from src/core/assertions/judges/registry.ts and src/core/validators/semantic/registry.ts. -->
# Judges

What the built-in judges ask. A file of your repository with the same path takes one's place; [the guide](guide/judges.md) says
how, and what is added to every judge.

${sections.join("\n\n")}

# Judges of prompts

What \`promptops validate --semantic\` asks, each shown the prompt as \`answer\`. A choice worth less than 0.5 is a problem.

${ofPrompts.join("\n\n")}
`,
  };
}
