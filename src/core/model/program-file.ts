const script = /^[^-\s][^\s]*\.(?:[cm]?[jt]s|jl|lua|php|pl|py|rb|sh|bash|R)$/;

/**
 * The place in a command of what can only be a file of the repository: the program itself when it is named with a folder, else the first
 * word with the ending of a script, which is what `python3` or `node` shall run. Undefined where nobody can say.
 */
export function programFile(command: readonly string[]): number | undefined {
  const [program = ""] = command;
  if (program.includes("/") && !program.startsWith("/")) return 0;
  const at = command.findIndex((word, place) => place > 0 && script.test(word));
  return at === -1 ? undefined : at;
}
