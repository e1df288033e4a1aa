import type { GateStep } from "../../core/gates/gate-report.ts";

/** Which cases a comparison says were lost and gained: `lost: core/a, core/b and 3 more`. */
export function changedCases({ lost_cases, gained_cases, numbers }: Pick<GateStep, "lost_cases" | "gained_cases" | "numbers">): {
  readonly title: string;
  readonly names: string;
}[] {
  return [
    { title: "lost:", names: listed(lost_cases, numbers?.["lost"]) },
    { title: "gained:", names: listed(gained_cases, numbers?.["gained"]) },
  ].filter(({ names }) => names !== "");
}

function listed(names: readonly string[] = [], all: unknown): string {
  const more = typeof all === "number" ? all - names.length : 0;
  return `${names.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
