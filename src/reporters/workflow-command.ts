/**
 * One line that GitHub Actions reads as a command; `text` may have several lines, values may hold anything.
 * Escaping is that of the runner's own `toCommandValue`. https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
export function workflowCommand(name: "error" | "warning" | "notice", properties: Readonly<Record<string, string | number | undefined>>, text: string): string {
  const written = Object.entries(properties).flatMap(([key, value]) => (value === undefined ? [] : [`${key}=${property(String(value))}`]));
  return `::${name}${written.length === 0 ? "" : ` ${written.join(",")}`}::${data(text)}`;
}

function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
