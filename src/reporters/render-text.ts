import type { RenderedPart } from "../core/model-call/request.ts";
import type { RenderResult } from "../core/results/render.ts";
import { moneyText } from "./money-text.ts";
import { paintFor, type Paint } from "./paint.ts";
import type { Screen } from "./screen.ts";

/** The call as it would go out: what it is, then every message under its role, then tools and output contract. */
export function renderText(result: RenderResult, screen: Screen): string {
  const paint = paintFor(screen);
  const { prompt, version, source, request } = result;
  const facts: [string, string][] = [
    ["prompt", `${version === undefined ? prompt : `${prompt}@${version}`} (${source})`],
    ["model", [result.model, ...Object.entries(request.params).map(([name, value]) => `${name}=${JSON.stringify(value)}`)].join(" ")],
    ["digest", result.prompt_digest],
    ["request", result.request_digest],
    ["tokens", result.input_tokens === undefined ? "unknown: a file of unknown size is attached" : `about ${result.input_tokens.toLocaleString("en")} in`],
    ["cost", result.max_cost_nano_usd === undefined ? "unknown: no price for this model" : `at most ${moneyText(result.max_cost_nano_usd)}`],
  ];
  return [
    ...facts.map(([name, fact]) => `${paint("dim", name.padEnd(7))}  ${fact}`),
    ...(result.masked ? [paint("yellow", "Sensitive values are masked; --reveal shows them.")] : []),
    ...request.messages.flatMap(({ role, parts }) => ["", heading(role, paint, screen), ...parts.map((part) => partText(part, paint))]),
    ...(request.tools ?? []).flatMap((tool) => ["", heading("tool", paint, screen), JSON.stringify(tool, null, 2)]),
    ...(request.output === undefined ? [] : ["", heading("output", paint, screen), JSON.stringify(request.output, null, 2)]),
  ].join("\n");
}

function heading(title: string, paint: Paint, { width }: Screen): string {
  return paint("bold", `── ${title} `.padEnd(Math.min(width, 60), "─"));
}

function partText(part: RenderedPart, paint: Paint): string {
  if (part.kind === "text") return part.text;
  const details = [part.kind, part.kind === "file" ? part.name : part.detail, sourceText(part.url)].filter((detail) => detail !== undefined);
  return paint("cyan", `[${details.join(", ")}]`);
}

/** Of a data: URL only what it is and how large. */
function sourceText(url: string): string {
  const [head = "", data = ""] = url.startsWith("data:") ? url.split(",", 2) : [];
  return head === "" ? url : `${head.slice("data:".length).replace(";base64", "")}, ${Math.floor((data.length * 3) / 4).toLocaleString("en")} bytes`;
}
