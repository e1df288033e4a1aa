import { stringify } from "yaml";
import type { Message } from "../core/model/prompt.ts";
import type { ShowResult, ShownVariable } from "../core/results/show.ts";
import { paintFor } from "./paint.ts";
import type { Screen } from "./screen.ts";

/** A prompt from top to bottom: what it is, its variables, its messages, what its answers must be, who answers for it. */
export function showText(result: ShowResult, screen: Screen): string {
  const { id, version, description, digest, engine, model, partials, suites, variables, messages, output, tools, manifest } = result;
  const paint = paintFor(screen);
  const section = (title: string, body: string) => (body === "" ? [] : ["", paint("bold", title), indented(body)]);
  const facts = [
    ["digest", digest],
    ["engine", engine],
    ["model", model.id],
    ["params", model.params === undefined ? "" : yaml(model.params, true)],
    ["partials", partials.join(", ")],
    ["suites", suites.join(", ")],
  ].filter(([, value]) => value !== "");
  return [
    paint("bold", version === undefined ? id : `${id}@${version}`),
    ...(description === undefined ? [] : [description.trim()]),
    ...facts.map(([name = "", value = ""]) => `${name.padEnd(9)} ${value}`),
    ...section("variables", variables.map(variableText).join("\n")),
    ...messages.flatMap((message) => section(message.role ?? "history", messageText(message))),
    ...section("output", output === undefined ? "" : yaml(output)),
    ...section("tools", tools === undefined ? "" : yaml(tools)),
    ...section("manifest", manifest === undefined ? "" : yaml(manifest)),
  ].join("\n");
}

function variableText({ name, required, sensitive, untrusted = false, description, schema }: ShownVariable): string {
  const { type = "any", ...rest } = schema;
  const marks = [
    [type].flat().join(" or "),
    required ? "required" : "optional",
    ...(sensitive ? ["sensitive"] : []),
    ...(untrusted ? ["untrusted"] : []),
    ...(Object.keys(rest).length === 0 ? [] : [yaml(rest, true)]),
  ];
  return `${name}: ${marks.join(", ")}${description === undefined ? "" : `\n  ${description.trim()}`}`;
}

function messageText({ content }: Message): string {
  if (content === undefined) return "the conversation so far";
  return typeof content === "string" ? content.trimEnd() : yaml(content);
}

function yaml(value: unknown, inline = false): string {
  return stringify(value, inline ? { collectionStyle: "flow", lineWidth: 0 } : { lineWidth: 0 }).trimEnd();
}

function indented(text: string): string {
  return text.replaceAll(/^(?=.)/gm, "  ");
}
