import type { ListedPrompt, ListResult } from "../core/results/list.ts";
import { oneLine } from "./one-line.ts";
import { paintFor } from "./paint.ts";
import { columns } from "./release/columns.ts";
import { lineWidth, type Screen } from "./screen.ts";

const titles = ["prompt", "version", "model", "suites", "owners", "description"];

/** One row per prompt. */
export function listText({ prompts }: ListResult, screen: Screen): string {
  if (prompts.length === 0) return "There are no prompts yet. `promptops new prompt` makes one.";
  const paint = paintFor(screen);
  return columns([titles.map((title) => paint("dim", title)), ...prompts.map(row)], lineWidth(screen)).join("\n");
}

function row({ id, latest_version = "–", model = "–", suites, owners, description = "", problem }: ListedPrompt): string[] {
  return [id, latest_version, model, suites.join(",") || "–", owners.join(",") || "–", oneLine(problem === undefined ? description : `! ${problem}`, 400)];
}
