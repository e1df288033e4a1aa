export const gitignoreFile = ".gitignore";

/** What the guides let people make, and nobody wants to commit. What promptops itself keeps lies below `.git` and in branches of its own. */
export const gitignoreText = `# Packages, where promptops is installed beside the prompts.
node_modules/

# Keys.
.env
.env.*

# Reports and parts of evaluations: promptops eval --output report.html
/report.*
/promptops-results.*
/promptops-problems.*
*.evaluation.jsonl
`;
