import { hostOf, isWithin, linksIn } from "../assertions/links-in.ts";
import type { ResolvedPrompt } from "../model/resolved-prompt.ts";
import type { Json } from "../model/shape.ts";
import type { ModelResponse } from "../model-call/response.ts";
import { textLeaves } from "../template/text-leaves.ts";
import { carryingLinks } from "./carrying-links.ts";
import { followed } from "./followed.ts";
import type { GuardFinding } from "./guard-finding.ts";
import { untrustedReasons } from "./reason-codes.ts";
import { searchFindings, searchPolicy } from "./search-findings.ts";
import { suspectedInstructions, type Suspicion } from "./suspected-instructions.ts";
import { textsIn } from "./texts-in.ts";
import { untrustedNames } from "./untrusted-inputs.ts";
import { untrustedTexts, type UntrustedSource } from "./untrusted-texts.ts";

export interface GuardInput {
  readonly resolved: Pick<ResolvedPrompt, "prompt" | "partials">;
  /** What the prompt's variables were given. */
  readonly values: Readonly<Record<string, Json>>;
  readonly response: Pick<ModelResponse, "text" | "toolCalls" | "citations" | "searchResults" | "usage" | "refusal">;
}

/** What the safety check says of an answer. */
export interface Guarded {
  /** `fail`: the answer must not be used. */
  readonly verdict: "pass" | "fail";
  readonly findings: readonly GuardFinding[];
  /** Those of the findings that make it fail. */
  readonly breaches: readonly GuardFinding[];
}

/** So many findings of one code are told. */
const mostOfOneCode = 10;
const nothing: Guarded = { verdict: "pass", findings: [], breaches: [] };

/** Does the prompt take untrusted values or search the web? */
export function isGuarded({ prompt }: Pick<ResolvedPrompt, "prompt">): boolean {
  return searchPolicy(prompt) !== undefined || untrustedNames(prompt).length > 0;
}

/**
 * Looks at an answer before anybody uses it: does it keep the policy of web search, do untrusted texts hold instructions, did it follow
 * them, does it carry data out. Pure: the same answer gets the same findings. Patterns find the common forms of an attack, not all.
 */
export function guardAnswer({ resolved, values, response }: GuardInput): Guarded {
  const { prompt } = resolved;
  const bySearch = searchFindings(searchPolicy(prompt), response);
  if (bySearch.length === 0 && !isGuarded(resolved)) return nothing;
  const tools = (prompt.tools ?? []).flatMap((tool) => tool.function?.name ?? []);
  const sources = untrustedTexts(prompt, values, response).map((source) => ({ ...source, suspicions: suspectedInstructions(source.text, tools) }));
  const suspected = sources.filter(({ suspicions }) => suspicions.length > 0);
  const known = knownHosts({ resolved, values }, sources);
  const findings = few([
    ...bySearch,
    ...suspected.flatMap((source) => [suspicionFinding(source), ...followedFinding(source, response, known)]),
    ...linkFindings({ resolved, values, response }, sources, known),
  ]);
  const breaks = ({ code }: GuardFinding) =>
    prompt.on_injection === "fail" || untrustedReasons[code].outcome === "fail" || (code === "suspicious-link" && suspected.length > 0);
  const breaches = findings.filter(breaks);
  return { verdict: breaches.length > 0 ? "fail" : "pass", findings, breaches };
}

type Looked = UntrustedSource & { readonly suspicions: readonly Suspicion[] };

function suspicionFinding({ name, quotable, suspicions }: Looked): GuardFinding {
  const kinds = suspicions.map(({ pattern }) => pattern).join(", ");
  return { code: "injection-suspected", message: `The ${name} reads like instructions (${kinds})${quotable ? `: "${suspicions[0]?.excerpt}"` : ""}.` };
}

function followedFinding({ name, quotable, suspicions }: Looked, response: GuardInput["response"], known: ReadonlySet<string>): GuardFinding[] {
  const done = suspicions.map((suspicion) => followed(suspicion, response, known)).find((what) => what !== undefined);
  if (done === undefined) return [];
  return [{ code: "injection-followed", message: `The answer holds ${quotable ? done : "something"}, which the ${name} asks for.` }];
}

function linkFindings({ values, response, resolved: { prompt } }: GuardInput, sources: readonly Looked[], known: ReadonlySet<string>): GuardFinding[] {
  const said = [response.text, ...response.toolCalls.flatMap(({ arguments: given }) => textsIn(given))].join("\n");
  const domains = searchPolicy(prompt)?.allowed_domains ?? [];
  const brought = new Set(sources.flatMap(({ text }) => linksIn(text)));
  return carryingLinks(said, trustedTexts(prompt, values))
    .map((link) => ({ ...link, host: hostOf(link.url) ?? "" }))
    .filter(({ url, host }) => !known.has(host) && !brought.has(url) && !domains.some((domain) => isWithin(host, domain)))
    .map(({ host, image, carries }) => ({
      code: "suspicious-link",
      message: `${image ? "An image" : "A link"} of the answer takes ${carries} characters to ${host}, which nobody cited.`,
    }));
}

/** Hosts that an answer may well link to: named by the author or by a trusted value, or of a page that holds no instructions. */
function knownHosts({ resolved: { prompt, partials }, values }: Pick<GuardInput, "resolved" | "values">, sources: readonly Looked[]): ReadonlySet<string> {
  const written = [...textLeaves(prompt).map(({ text }) => text), ...Object.values(partials), ...trustedTexts(prompt, values)].flatMap(linksIn);
  const pages = sources.flatMap(({ url, suspicions }) => (url === undefined || suspicions.length > 0 ? [] : [url]));
  return new Set([...written, ...pages].flatMap((url) => hostOf(url) ?? []));
}

function trustedTexts(prompt: GuardInput["resolved"]["prompt"], values: GuardInput["values"]): string[] {
  const untrusted = new Set(untrustedNames(prompt));
  return Object.entries(values).flatMap(([name, value]) => (untrusted.has(name) ? [] : textsIn(value)));
}

function few(findings: readonly GuardFinding[]): GuardFinding[] {
  const counts = new Map<string, number>();
  return findings.filter(({ code }) => {
    const count = (counts.get(code) ?? 0) + 1;
    counts.set(code, count);
    return count <= mostOfOneCode;
  });
}
