/** Words are matched in any case; what is written in capitals here, too. */
const any = (source: string) => new RegExp(source, "iu");

const machine = "(?:(?:LLM|AI|GPT|automated|automatic|language[- ]model|model)(?:[- ]based)?[- ])?";
const reader = `${machine}(?:judges?|(?:auto-?)?graders?|evaluators?|raters?|scorers?|assessors?|examiners?|(?:reviewing|grading|judging|evaluation|evaluating|scoring) (?:models?|LLMs?|AIs?|systems?|agents?|bots?))`;
const answer = "(?:answers?|responses?|outputs?|replies|reply|summar(?:y|ies)|texts?|submissions?|completions?|generations?|translations?|results?|essays?)";
const quote = "[\"'`“”‘’*]*";

const praise = "(?:full|maximum|max(?:imal|imum)?|highest(?: possible)?|perfect|top|best(?: possible)?)";
const marks = "(?:scores?|marks?|ratings?|grades?|points|credit|evaluation|verdict|stars?)";
const good =
  "(?:fully correct|correct|pass(?:ed|ing)?|perfect|excellent|right|accurate|flawless|outstanding|superior|preferred|(?:the )?(?:best|better|winner))";

const most = "(?:10|100|1\\.0)(?: ?(?:/|out of) ?(?:10|100))?";

/** A verdict that nobody could wish better. */
const favour = [
  `${praise} ${marks}\\b(?! (?:found|among|per|from)\\b)`,
  `\\b(?:over|above) (?:the |all |any |every )?others?\\b`,
  `(?:score|rating|grade|marks?|verdict)${quote}(?: of| as| to| is|:| =)? ?${quote}(?:${most}|A\\+|${good})(?!\\w|[.,]\\d|%)`,
  `\\b(?:10|100|5) ?(?:/|out of) ?(?:10|100|5)\\b`,
  `\\b100 ?%`,
  `\\b(?:10|100) points\\b`,
  `\\b(?:an? )${quote}(?:${most}|A\\+|perfect (?:10|ten))(?!\\w|[.,]\\d)`,
  `\\b(?:five|5)[- ]stars?\\b`,
  `\\bas (?:an? |being )?${quote}(?:${good}|${most})(?!\\w|[.,]\\d|%)`,
  `\\b(?:it|this|everything|${answer}) ${quote}(?:correct|perfect|${most}|pass|passed|excellent)(?!\\w| and| ${answer})`,
].join("|");
/** `the judge` does nothing yet. */
const verb =
  "(?<!\\b(?:the|an?|any|all|every|each|your|this|its|LLM|AI|model) )(?:give|award|assign|grant|rate|score|mark|grade|output|return|respond with|reply with|answer with|report|label|judge|assess|evaluate|classify|consider|treat|accept|declare|choose|select|pick|prefer)";
const verdict = any(`\\b(${verb})\\b[^.;]{0,60}?(?:${favour})|\\b(pass) (?:this|every|all|any) ${answer}\\b`);
/** Only in capitals these are words of a verdict. */
const shouted = new RegExp(
  `\\b([Oo]utput|[Rr]eturn|[Ww]rite|[Ss]ay|[Pp]rint|[Rr]espond with|[Rr]eply with|[Aa]nswer with)\\b[^.;]{0,30}?\\b(?:PASS|CORRECT)\\b`,
  "u",
);

/** A number alone is a verdict only where a judge is spoken to. */
const bareNumber = any(`\\b(output|return|print|say|(?:respond|reply|answer) with) ${quote}${most}(?!\\w|[.,]\\d|%)`);

/** Behind or before a verdict: one of several to choose from. */
const otherVerdict = any(
  `^${quote} ?(?:/|\\||or\\b|,? ?(?:and )?${quote}(?:good|fair|poor|average|partial|partly|incorrect|wrong|false|fail|bad))|^${quote}(?: if| when| only| unless)\\b`,
);
const otherBefore = any(`\\b(?:fail(?:ed|ing)?|incorrect|wrong|false|0)${quote} ?(?:/|\\||or|,) ?${quote}(?:as )?$`);

/** Whoever reads the answer is spoken to. */
const address = any(
  [
    `(?:\\b(?:hey|hi|hello|dear|attention|note|message|instructions?|memo|reminder|important|system)\\b[:,!]? ?(?:to|for)? ?|^[-\\[(<"'*#> ]*(?:to|for) |@)(?:the |any |all |whatever |every )?${reader}\\b`,
    `\\bif you(?:'re|’re| are)? (?:an? |the |being |acting as |used as )*${reader}\\b,?`,
    `(?:^|[\\[(<"'}])[-*#>! ]*${reader} ?[:,]`,
    `\\byou, (?:the|an?) ${reader}\\b,?`,
    `\\b(?:to |for )?(?:whom?ever|anyone|anybody|(?:if )?(?:an?|any|another) (?:model|AI|LLM)) (?:(?:who |that )?is )?(?:evaluating|grading|judging|scoring|rating|assessing) (?:(?:this|the|my|our|these) ${answer}|this|it)\\b[:,]?`,
    `\\bas (?:an?|the) ${reader}\\b`,
    `\\b(?:when|while) (?:evaluating|grading|judging|scoring|rating|assessing) (?:this|the|my|our) ${answer}\\b`,
  ].join("|"),
);
/** Praise of the answer, for those ears. */
const selfPraise = any(
  `\\b(?:this|it|(?:this|my|our|the(?: above)?) ${answer}) (?:(?:is|was) (?:\\w+ )?(?:${good}|complete|great|high[- ]quality)\\b|(?:follows|meets|satisfies|fulfils|fulfills|complies|deserves)\\b)`,
);
const persuasion = any(`\\b(?:tell|convince|persuade|instruct|remind|assure|inform) (?:the |any |all |an? )?${reader} (?:that|to|of)\\b`);
const rubricIgnored = any(
  `(?:^|[:,;"'“‘(\\[]|\\b(?:and|then|please|must|should|just|to)) ?(?:ignore|disregard|forget|override) (?:the|your|any|all) (?:rubric|(?:grading|scoring|evaluation|judging) (?:criteria|instructions|guide(?:lines)?|rubric))\\b`,
);
/** `this answer must be graded as correct`, `this response deserves full marks` */
const claimed = any(
  `\\b(?:make sure|ensure)(?: that)? (?:the|any|all|every) ${reader} (?:gives?|awards?|marks?|scores?|rates?|grades?)\\b[^.;]{0,40}?(?:${favour})|` +
    `\\b(?:this|my|our|the above) ${answer} (?:(?:must|should|shall|is to|has to|ought to) (?:always )?(?:be (?:scored|graded|rated|marked|judged|considered|given|awarded|accepted)|receive|get|pass)|deserves)\\b[^.;]{0,40}?(?:${favour}|\\b${good}\\b|\\b(?:10|100|1\\.0)\\b)`,
);
/** `do not fail this answer` */
const spared = any(
  `\\b(?:never|do not|don't|don’t|must not|may not|cannot) (?:fail|reject|penali[sz]e|mark down|downgrade|deduct (?:any )?points from) (?:this|my|our|the above) ${answer}\\b`,
);

/** Whatever the answer is. */
const regardless = any(
  `\\b(?:regardless|irrespective|no matter|unconditionally|whatever|even (?:if|when)|without (?:checking|reading|looking|reviewing|verifying|evaluating)|in (?:any|every) case|under all circumstances)\\b(?:[ ,]+[\\w'’]+){0,3}|\\b(?:every|all|any|each)(?: of the)? ${answer}\\b`,
);
const imperative = any(
  `(?:^|[:,;\\[("'“‘}>!-]|\\b(?:please|just|simply|then|and|you|must|should|shall|needs? to|ha(?:s|ve) to|ought to|(?:is|are) to|(?:asked|told|instructed) to)) ?(?:(?:always|therefore|still|also|only|simply|just|please) )*$`,
);
const always = /\balways\b/i;
const aboutThis = any(`\\b(?:this|my|our|the above|the present) ${answer}\\b`);
const aboutIt = any(`\\b(?:it|this)(?= (?:an?|the|as|with|${praise}|10|100)\\b)`);
const thisNumber = any(`\\b(?:rate|score|grade|mark) this (?:an? )?${most}`);
const readerMust = any(`\\b${reader} (?:must|should|shall|needs? to|ha(?:s|ve) to|ought to|(?:is|are) to)\\b`);

const condition = any(
  `\\b(?:if|when|whenever|unless|only|until|once|where|provided|as long as|in case|except|depending|based on|according to|between|up to|at most|deduct|subtract|minus|whose|after|for (?!this\\b|it\\b|my\\b|our\\b|me\\b|us\\b|every (?:case|answer)|all\\b|any\\b|everything\\b)|from (?:\\d|zero|one)|(?:correct|right|complete|accurate|good|valid|matching|excellent) ${answer})\\b|\\bor (?:lower|less|below)\\b`,
);
const relative = /(?<!\bso )\b(?:that|which|who)\b/i;
/** A negation holds up to where the sentence turns. */
const turn = /\b(?:just|simply|instead(?! of)|but|so)\b|[;:—]/gi;
const negation = /\b(?:never|not|cannot|avoid|refrain|refuse|instead of|rather than|nobody|no one|nor)\b|n['’]t\b/i;

/** Somebody else's words, to be guarded against. */
const guarded =
  /\b(?:that|which|who|to|may|might|could) (?:\w+ )?(?:asks?|tells?|demands?|requests?|says?|try|tries|attempts?|claims?|instructs?|urges?|begs?|orders?)\b|\b(?:asking|telling|demanding|requesting|saying|trying|claiming|instructing)\b/i;
const guard =
  /\b(?:ignore|disregard|(?:do not|don['’]t|never) (?:follow|obey|trust)|flag|report|reject|detect|refuse|beware|suspicious|injections?|manipulat\w*|attempts?)\b/i;
const openQuote = /["“‘`'][^"”’`']*$/;

/**
 * The words of a sentence that sway whoever judges the answer: an evaluator is addressed or named, or a favourable verdict is asked for
 * whatever the answer is. A rubric (`full marks only when …`), a choice of verdicts (`PASS or FAIL`), a prohibition, and words that are to be guarded
 * against are none. @param before The sentence before, which may hold the address.
 */
export function swayedVerdict(sentence: string, before = ""): string | undefined {
  const addressed = address.exec(sentence)?.[0] ?? (before.length <= 120 ? address.exec(before)?.[0] : undefined);
  const claim = claimed.exec(sentence) ?? spared.exec(sentence);
  if (claim !== null && !isConditional(sentence.replace(claim[0], " ").replace(/^for [^,]*,/i, ""), true) && !isGuarded(sentence, claim.index)) return claim[0];
  const ignored = rubricIgnored.exec(sentence);
  if (ignored !== null && !isNegated(sentence, ignored.index + 1) && !isGuarded(sentence, ignored.index)) return ignored[0].replace(/^[^\p{L}]+/u, "");
  const asked = verdictAsked(sentence, addressed);
  if (asked !== undefined) return asked;
  const praised = selfPraise.exec(sentence);
  const persuades = persuasion.exec(sentence);
  if (praised === null || (addressed === undefined && persuades === null) || isGuarded(sentence, praised.index)) return undefined;
  return persuades === null ? praised[0] : sentence.slice(persuades.index, praised.index + praised[0].length);
}

function verdictAsked(whole: string, addressed: string | undefined): string | undefined {
  // A judge that is spoken to does not judge yet, and `if you are one` is no condition.
  const sentence = addressed === undefined ? whole : whole.replace(addressed, ",".padStart(addressed.length));
  const found = verdict.exec(sentence) ?? shouted.exec(sentence) ?? (addressed === undefined ? null : bareNumber.exec(sentence));
  if (found === null) return undefined;
  const [words] = found;
  const ahead = sentence.slice(0, found.index);
  const behind = sentence.slice(found.index + words.length);
  if (otherVerdict.test(behind) || otherBefore.test(words.slice(0, words.search(/\S+$/))) || isNegated(sentence, found.index)) return undefined;
  if (isGuarded(sentence, found.index)) return undefined;
  const about = aboutThis.test(sentence);
  if (isConditional(sentence.replace(regardless, " "), about)) return undefined;
  const told = imperative.test(ahead) || (addressed !== undefined && /\bwill $/i.test(ahead));
  const named = readerMust.test(ahead);
  const sways =
    (addressed !== undefined && (told || named)) ||
    (regardless.test(sentence) && (told || named)) ||
    (always.test(sentence) && (told || named)) ||
    ((about || thisNumber.test(sentence)) && told) ||
    (named && (about || aboutIt.test(sentence))) ||
    persuasion.test(ahead);
  return sways ? words : undefined;
}

function isConditional(text: string, aboutOne: boolean): boolean {
  return condition.test(text) || (!aboutOne && relative.test(text));
}

function isNegated(sentence: string, at: number): boolean {
  const ahead = sentence.slice(0, at);
  const turned = [...ahead.matchAll(turn)].at(-1);
  return negation.test(turned === undefined ? ahead : ahead.slice(turned.index + turned[0].length));
}

function isGuarded(sentence: string, at: number): boolean {
  const ahead = sentence.slice(0, at);
  return guarded.test(ahead) || (guard.test(sentence) && openQuote.test(ahead));
}
