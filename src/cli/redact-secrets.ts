import { redactor } from "../core/redact.ts";

const looksSecret = /_(?:KEY|TOKEN|SECRET|PASSWORD)$/i;

/** Blanks out the values of the environment variables in `names`, and of every variable whose name says that it is a secret. */
export function redactSecrets(text: string, names: ReadonlySet<string> = new Set()): string {
  return secretsRedactor(names)(text);
}

/** The same for many texts: the environment is read once, which takes far longer than looking through a text. */
export function secretsRedactor(names: ReadonlySet<string>): (text: string) => string {
  const secrets = Object.entries(process.env).filter(([name]) => names.has(name) || looksSecret.test(name));
  return redactor(secrets.map(([, value = ""]) => value));
}
