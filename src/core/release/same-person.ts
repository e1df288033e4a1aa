import type { Person } from "./release-event.ts";

/** By e-mail, as git tells people apart; capitals do not matter. */
export function isSamePerson(a: Pick<Person, "email">, b: Pick<Person, "email">): boolean {
  return a.email.toLowerCase() === b.email.toLowerCase();
}
