import { counted } from "../gates/words.ts";
import { strict, Type, word } from "../model/shape.ts";
import { carriesCitation, claimsOf, markersIn, type Claim } from "./claims-of.ts";
import { quoted } from "./found-texts.ts";
import { assertionKind, type ScoreInput, type Scored } from "./kind.ts";
import { hostOf, isWithin, linksIn, pageOf } from "./links-in.ts";

export const cites = assertionKind({
  type: "cites",
  area: "model",
  summary:
    "The answer names its sources: at least `min`, for the share `coverage` of what it says, from `allowed_domains` alone. Sources are the provider's citations and the links of the text; where there are neither, its markers (`[1]`). The score is the smallest of: the share of `min`, the share covered, 0 for a source or link that may not be.",
  params: strict({
    min: Type.Optional(Type.Integer({ minimum: 1, default: 1, description: "Different sources." })),
    coverage: Type.Optional(
      Type.Number({
        exclusiveMinimum: 0,
        maximum: 1,
        description: "The share of sentences that carry a marker or a link, or that a citation of the provider stands for.",
      }),
    ),
    unit: Type.Optional(word(["sentence", "paragraph"], { default: "sentence", description: "What `coverage` counts. An entry of a list is a paragraph." })),
    allowed_domains: Type.Optional(
      Type.Array(Type.String({ pattern: "^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$" }), {
        minItems: 1,
        description: "Of every source and link; what is below a domain belongs to it.",
      }),
    ),
    cited_links_only: Type.Optional(
      Type.Boolean({ default: false, description: "Every link of the text is one of the provider's citations or search results: none is made up." }),
    ),
  }),
  needs: [],
  problem: ({ coverage, unit }) =>
    unit !== undefined && coverage === undefined ? "`unit` says what `coverage` counts, and there is no `coverage`." : undefined,
  score(input, { min = 1, coverage, unit = "sentence", allowed_domains, cited_links_only = false }) {
    const links = linksIn(input.output);
    const sources = new Set([...input.citations.map(({ url }) => url), ...links].map(pageOf));
    const named = sources.size > 0 ? sources.size : new Set(markersIn(input.output)).size;
    const parts = [enough(named, min)];
    if (coverage !== undefined) parts.push(covered(input, coverage, unit));
    if (allowed_domains !== undefined) parts.push(allowed([...input.citations.map(({ url }) => url), ...links], allowed_domains));
    if (cited_links_only) parts.push(notMadeUp(input, links));
    return {
      score: Math.min(...parts.map(({ score }) => score)),
      pass: parts.every(({ pass }) => pass),
      reason: parts
        .filter(({ pass }) => !pass || parts.every((part) => part.pass))
        .map(({ reason }) => reason)
        .join("; "),
    };
  },
});

type Part = Scored & { readonly pass: boolean };

function enough(named: number, min: number): Part {
  return named >= min
    ? { score: 1, pass: true, reason: `names ${counted(named, "source")}` }
    : { score: named / min, pass: false, reason: `names ${counted(named, "source")}, fewer than ${min}` };
}

function covered({ output, citations }: ScoreInput, coverage: number, unit: "sentence" | "paragraph"): Part {
  const claims = claimsOf(output, unit);
  const count = countCovered(
    output,
    claims,
    citations.flatMap(({ spans = [] }) => spans),
  );
  const share = claims.length === 0 ? 1 : count / claims.length;
  const reason = `${count} of ${claims.length} ${unit}s name a source`;
  return share >= coverage ? { score: share, pass: true, reason } : { score: share, pass: false, reason: `${reason}, less than ${coverage * 100} %` };
}

/** @param spans Of the provider's citations, in any order. */
function countCovered(text: string, claims: readonly Claim[], spans: readonly Claim[]): number {
  const ordered = spans.toSorted((a, b) => a.start - b.start);
  let next = 0;
  let reach = 0;
  return claims.filter(({ start, end }) => {
    for (; (ordered[next]?.start ?? Infinity) < end; next += 1) reach = Math.max(reach, ordered[next]?.end ?? 0);
    return reach > start || carriesCitation(text.slice(start, end));
  }).length;
}

function allowed(links: readonly string[], domains: readonly string[]): Part {
  const foreign = [...new Set(links.filter((link) => !domains.some((domain) => isWithin(hostOf(link) ?? "", domain))))];
  return foreign.length === 0
    ? { score: 1, pass: true, reason: "all from allowed domains" }
    : { score: 0, pass: false, reason: `from domains that are not allowed: ${quoted(foreign)}` };
}

function notMadeUp({ citations, searchResults = [] }: ScoreInput, links: readonly string[]): Part {
  const known = new Set([...citations, ...searchResults].map(({ url }) => pageOf(url)));
  const madeUp = [...new Set(links.filter((link) => !known.has(pageOf(link))))];
  return madeUp.length === 0
    ? { score: 1, pass: true, reason: "all links cited" }
    : { score: 0, pass: false, reason: `links to what nobody cited: ${quoted(madeUp)}` };
}
