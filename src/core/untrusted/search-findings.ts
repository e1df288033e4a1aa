import { hostOf, isWithin, linksIn, pageOf } from "../assertions/links-in.ts";
import type { Prompt, WebSearchTool } from "../model/prompt.ts";
import type { ModelResponse } from "../model-call/response.ts";
import type { GuardFinding } from "./guard-finding.ts";
import { short } from "./short.ts";

type Answered = Pick<ModelResponse, "text" | "toolCalls" | "citations" | "searchResults" | "usage" | "refusal">;

/** How a prompt searches the web; undefined when it does not. One that asks for a provider's own tool in its parameters searches as well. */
export function searchPolicy({ tools = [], model: { params = {} } }: Pick<Prompt, "tools" | "model">): WebSearchTool | undefined {
  const own = tools.find((tool) => tool.web_search !== undefined)?.web_search;
  const given: readonly unknown[] = Array.isArray(params["tools"]) ? params["tools"] : [];
  return own ?? (params["web_search_options"] !== undefined || given.some(isSearch) ? {} : undefined);
}

function isSearch(tool: unknown): boolean {
  return typeof tool === "object" && tool !== null && "type" in tool && typeof tool.type === "string" && tool.type.startsWith("web_search");
}

/** What of an answer breaks the policy of web search. @param policy Undefined when the prompt does not search. */
export function searchFindings(policy: WebSearchTool | undefined, answer: Answered): GuardFinding[] {
  const { citations, searchResults: pages = [], usage } = answer;
  const searches = usage?.webSearches ?? 0;
  const searched = searches > 0 || pages.length > 0;
  if (policy === undefined)
    return searched ? [{ code: "search-not-asked", message: `It searched the web${times(searches)}, which the prompt does not allow.` }] : [];
  const sources = sourcesOf(answer);
  const findings: GuardFinding[] = [];
  // Where nobody counts, nobody can say that it did not search.
  const mayHaveSearched = searched || citations.length > 0 || usage === undefined;
  if (policy.citations !== "optional" && mayHaveSearched && sources.length === 0 && isAnswer(answer))
    findings.push({ code: "citations-missing", message: `It searched the web${times(searches)} and names no source.` });
  const { allowed_domains: domains } = policy;
  if (domains === undefined) return findings;
  const outside = (url: string) => !domains.some((domain) => isWithin(hostOf(url) ?? "", domain));
  const foreign = sources.filter(outside);
  const seen = new Set(foreign.map(pageOf));
  return [
    ...findings,
    ...foreign.map((url): GuardFinding => ({ code: "citation-outside-domains", message: `It cites ${short(url)}, outside of ${domains.join(", ")}.` })),
    ...pages
      .map(({ url }) => url)
      .filter((url) => outside(url) && !seen.has(pageOf(url)))
      .map((url): GuardFinding => ({ code: "search-outside-domains", message: `Its search brought ${short(url)}, outside of ${domains.join(", ")}.` })),
  ];
}

/** What the provider says was cited, and links of the text to pages that were really found: others may be made up. */
function sourcesOf({ text, citations, searchResults = [] }: Answered): string[] {
  const found = new Set(searchResults.map(({ url }) => pageOf(url)));
  const sources = [...citations.map(({ url }) => url), ...linksIn(text).filter((link) => found.has(pageOf(link)))];
  return [...new Map(sources.map((url) => [pageOf(url), url])).values()];
}

/** A refusal, and a turn that only calls tools, say nothing that needs a source. */
function isAnswer({ text, toolCalls, refusal }: Answered): boolean {
  return refusal === undefined && !(text === "" && toolCalls.length > 0);
}

function times(searches: number): string {
  return searches > 1 ? ` ${searches} times` : "";
}
