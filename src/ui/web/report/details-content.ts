import { durationText } from "../../../reporters/duration-text.ts";
import { placeText } from "../../../reporters/eval/places.ts";
import type { PageResult } from "../../../reporters/eval/html/page-data.ts";
import { reusedText } from "../../../reporters/eval/reused-text.ts";
import { scoreText } from "../../../reporters/eval/score-text.ts";
import { statuses } from "../../../reporters/eval/statuses.ts";
import { moneyText } from "../../../reporters/money-text.ts";
import { answerView } from "./answer-view.ts";
import type { Comparison } from "./comparisons.ts";
import { block } from "./diff-view.ts";
import { element, sign } from "./element.ts";
import { visibleText } from "./visible-text.ts";

/** Everything about one result, in the order in which one asks. @param model What was asked for. */
export function detailsContent(result: PageResult, model: string | undefined, comparisons: readonly Comparison[]): HTMLElement[] {
  const { error, refusal, reused, whole = {} } = result;
  return [
    facts(result, model),
    ...(error === undefined ? [] : [section("No score", element("p", { class: "reason" }, element("b", {}, error.kind), ": ", ...visibleText(error.message)))]),
    ...(refusal === undefined ? [] : [section("Refusal", block(refusal, "refusal"))]),
    ...(reused === undefined ? [] : [section("Taken over", sentence(reusedText(reused, result)))]),
    ...checks(result),
    ...findings(result),
    section("Answer", ...cutNote("characters", whole["output"]), answerView(result, comparisons)),
    ...toolCalls(result),
    ...citations(result),
    ...inputs(result),
    ...attempts(result),
    section("More", moreFacts(result, model)),
  ];
}

/** Begins with a capital; what stands between backticks is code. */
function sentence(text: string): HTMLElement {
  const parts = `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`.split("`");
  return element("p", { class: "reason" }, ...parts.flatMap((part, at) => (at % 2 === 0 ? visibleText(part) : [element("code", {}, ...visibleText(part))])));
}

/** Characters from which on a fact gets twice the room. */
const wideFact = 18;

function section(title: string, ...content: readonly (HTMLElement | false)[]): HTMLElement {
  return element("section", {}, element("h3", {}, title), ...content);
}

function cutNote(what: string, whole: number | undefined): HTMLElement[] {
  return whole === undefined ? [] : [element("p", { class: "note" }, `The page holds the beginning; there are ${whole.toLocaleString("en")} ${what} in all.`)];
}

type Fact = readonly [name: string, value: string | undefined];

/** What one asks first. */
function facts(
  { status, score, cached, reused, output, cost_nano_usd: cost, latency_ms: latency, origin, finish_reason: finish }: PageResult,
  model: string | undefined,
): HTMLElement {
  const judged = status === "pass" || status === "fail";
  return factList([
    ["Score", judged ? scoreText(score) : undefined],
    ["Cost", cached ? `${moneyText(cost)}, paid before` : output === undefined || reused !== undefined ? undefined : moneyText(cost)],
    ["Latency", latency === undefined ? undefined : durationText(latency)],
    ["Model", model],
    ["Ended by", finish],
    ["Case", origin && placeText(origin)],
  ]);
}

function moreFacts(result: PageResult, model: string | undefined): HTMLElement {
  const { prompt, suite, epoch, usage, tags = [], group, must_pass: must, model_answered: answered, judging, case_digest: digest } = result;
  return factList([
    ["Prompt", prompt],
    ["Suite", suite],
    ["Epoch", String(epoch)],
    ["Answered by", answered === undefined || model?.endsWith(`/${answered}`) ? undefined : answered],
    ["Tokens", usage && usageText(usage)],
    ["Judges", judging && `${judging.calls} ${judging.calls === 1 ? "call" : "calls"}, ${moneyText(judging.cost_nano_usd)}`],
    ["Tags", tags.length === 0 ? undefined : tags.join(", ")],
    ["Group", group],
    ["Must pass", must ? "yes" : undefined],
    ["Digest of the case", digest.slice(0, 12)],
  ]);
}

function factList(told: readonly Fact[]): HTMLElement {
  return element(
    "dl",
    { class: "facts" },
    ...told.map(
      ([name, value]) =>
        value !== undefined && element("div", { class: value.length > wideFact && "wide" }, element("dt", {}, name), element("dd", {}, ...visibleText(value))),
    ),
  );
}

function usageText({ input, output, cached_input: cached, reasoning, web_searches: searches }: NonNullable<PageResult["usage"]>): string {
  const of = [...(cached ? [`${cached} cached`] : []), ...(reasoning ? [`${reasoning} reasoning`] : []), ...(searches ? [`${searches} web searches`] : [])];
  return `${input} in, ${output} out${of.length === 0 ? "" : ` (${of.join(", ")})`}`;
}

function checks({ checks: all }: PageResult): HTMLElement[] {
  if (all.length === 0) return [];
  const rows = all.map(({ type, description, metric, score, pass, pending = false, weight, must_pass: must, reason }) => {
    const status = pending ? "pending" : pass ? "pass" : "fail";
    const marks = [...(metric === undefined ? [] : [`metric ${metric}`]), ...(weight === 1 ? [] : [`weight ${weight}`]), ...(must ? ["must pass"] : [])];
    return element(
      "tr",
      {},
      element("td", { class: "status" }, sign(status, statuses[status].icon), element("span", {}, statuses[status].word)),
      element(
        "th",
        { scope: "row" },
        ...visibleText(description ?? type),
        element("span", { class: "sub" }, [...(description === undefined ? [] : [type]), ...marks].join(" · ")),
      ),
      element("td", { class: "number" }, scoreText(pending ? undefined : score)),
      element("td", { class: "reason", dir: "auto" }, ...visibleText(reason)),
    );
  });
  const head = ["Outcome", "Check", "Score", "Why"].map((name) =>
    element("th", { scope: "col", class: name === "Score" && "number" }, element("span", {}, name)),
  );
  const table = element("table", { class: "checks" }, element("thead", {}, element("tr", {}, ...head)), element("tbody", {}, ...rows));
  return [section("Checks", element("div", { class: "scroll", role: "region", tabindex: 0, "aria-label": "Checks" }, table))];
}

function toolCalls({ tool_calls: calls = [], whole = {} }: PageResult): HTMLElement[] {
  if (calls.length === 0) return [];
  const items = calls.map(({ name, arguments: given }) => {
    const text = typeof given === "string" ? given : JSON.stringify(given, null, 2);
    return element("li", {}, element("code", {}, ...visibleText(name)), block(text, `arguments of ${name}`));
  });
  return [section("Tool calls", ...cutNote("calls", whole["tool_calls"]), element("ol", { class: "calls" }, ...items))];
}

function citations({ citations: all = [], whole = {} }: PageResult): HTMLElement[] {
  if (all.length === 0) return [];
  const items = all.map(({ url, title }) => element("li", {}, ...(title === undefined ? [] : [...visibleText(title), " "]), link(url)));
  return [section("Citations", ...cutNote("citations", whole["citations"]), element("ol", {}, ...items))];
}

/** What the safety check says; its sentences may quote what nobody vouches for. */
function findings({ findings: all = [] }: PageResult): HTMLElement[] {
  if (all.length === 0) return [];
  const items = all.map(({ code, message }) => element("li", {}, element("code", {}, code), " ", ...visibleText(message)));
  return [section("Findings", element("ul", {}, ...items))];
}

/** An address as a link where it leads to a web page, and as what it is: a model chose it, so it is shown whole. Everything else stays text. */
function link(url: string): HTMLElement {
  const isWeb = URL.canParse(url) && ["https:", "http:"].includes(new URL(url).protocol);
  return isWeb
    ? element("a", { href: url, rel: "noopener noreferrer nofollow", target: "_blank" }, ...visibleText(url))
    : element("code", {}, ...visibleText(url));
}

function inputs({ inputs: given = {}, expected }: PageResult): HTMLElement[] {
  const rows = [...Object.entries(given), ...(expected === undefined ? [] : [["expected", expected] as const])];
  if (rows.length === 0) return [];
  const items = rows.map(([name, value]) =>
    element(
      "div",
      {},
      element("dt", {}, ...visibleText(name)),
      element("dd", { dir: "auto" }, ...(value === "" ? [element("i", {}, "(empty)")] : visibleText(value))),
    ),
  );
  return [section("Inputs and expected", element("dl", { class: "values" }, ...items))];
}

function attempts({ attempts: all = [] }: PageResult): HTMLElement[] {
  if (all.length === 0) return [];
  const items = all.map(({ outcome, status, latency_ms: latency }) =>
    element("li", {}, `${outcome}${status === undefined ? "" : ` (HTTP ${status})`} after ${durationText(latency)}`),
  );
  return [section("Attempts", element("ol", {}, ...items))];
}
