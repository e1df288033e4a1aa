const interpreter = /^(?:bash|bun|dash|deno|julia|ksh|lua|luajit|node|nodejs|perl|php|pypy[\d.]*|python[\d.]*|Rscript|ruby|sh|ts-node|tsx|uv|zsh)$/;
const script = /^[^-\s][^\s]*\.(?:[cm]?[jt]s|jl|lua|php|pl|py|rb|sh|bash|R)$/;
/** Behind these an interpreter runs a module or a text, and files are its arguments. */
const otherwise = new Set(["-c", "-e", "-m"]);

/**
 * The place in a command of what can only be a file of the repository: the program itself when it is named with a folder, else the first
 * word with the ending of a script that `python3` or `node` shall run. Undefined where nobody can say: `docker run image app.py` has its own files.
 */
export function programFile(command: readonly string[]): number | undefined {
  const [program = "", ...words] = command;
  if (program.includes("/") && !program.startsWith("/")) return 0;
  if (!interpreter.test(program.slice(program.lastIndexOf("/") + 1))) return undefined;
  const at = words.findIndex((word) => script.test(word) || otherwise.has(word));
  return at === -1 || otherwise.has(words[at] ?? "") ? undefined : at + 1;
}
