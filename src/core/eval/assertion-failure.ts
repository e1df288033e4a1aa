import type { Assertion } from "../assertions/schema.ts";
import type { CheckResult } from "./case-result.ts";

/** An assertion's scorer said nothing: which one it was, and what the ones before it said. `cause` is what was thrown. */
export class AssertionFailure extends Error {
  override readonly cause: unknown;
  /** As people know it, from the outermost group in: `["assert-set", "closed-qa"]`. */
  readonly names: readonly string[];
  readonly scored: readonly CheckResult[];
  /** Its place among a case's assertions, from 0. */
  readonly place: { readonly at: number; readonly of: number } | undefined;

  private constructor(cause: unknown, names: readonly string[], place?: AssertionFailure["place"], scored: readonly CheckResult[] = []) {
    super(cause instanceof Error ? cause.message : String(cause));
    this.name = "AssertionFailure";
    this.cause = cause;
    this.names = names;
    this.scored = scored;
    this.place = place;
  }

  /** Of a group, the part that failed is named behind it. */
  static of({ type, description }: Assertion, thrown: unknown): AssertionFailure {
    const name = description === undefined ? type : `${type} "${description}"`;
    return thrown instanceof AssertionFailure ? new AssertionFailure(thrown.cause, [name, ...thrown.names]) : new AssertionFailure(thrown, [name]);
  }

  amongOthers(at: number, of: number, scored: readonly CheckResult[]): AssertionFailure {
    return new AssertionFailure(this.cause, this.names, { at, of }, scored);
  }

  because(cause: unknown): AssertionFailure {
    return new AssertionFailure(cause, this.names, this.place, this.scored);
  }

  /** `closed-qa (assertion 2 of 3)` */
  get where(): string {
    const place = this.place === undefined || this.place.of === 1 ? "" : ` (assertion ${this.place.at + 1} of ${this.place.of})`;
    return `${this.names.join(" > ")}${place}`;
  }
}
