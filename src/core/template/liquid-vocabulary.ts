/**
 * What templates may use of Liquid. Left out is all that reads a clock, is random, evaluates text, writes state across
 * calls, or reaches for other templates in another way than `render` (whose scope is its arguments alone).
 */
export const liquidTags = ["assign", "break", "capture", "case", "comment", "continue", "for", "if", "raw", "render", "unless", "#"] as const;

/** Filters that take and give text. Lists and objects handed to them are first made text, as JSON. */
// prettier-ignore
export const textFilters = [
  "append", "capitalize", "downcase", "escape", "lstrip", "normalize_whitespace", "number_of_words", "prepend", "remove", "remove_first", "remove_last",
  "replace", "replace_first", "replace_last", "rstrip", "split", "squish", "strip", "strip_newlines", "truncate", "truncatewords", "upcase",
] as const;

/** Filters for lists, objects and numbers. */
// prettier-ignore
export const valueFilters = [
  "abs", "at_least", "at_most", "ceil", "compact", "concat", "default", "divided_by", "find", "first", "floor", "group_by", "has",
  "json", "last", "map", "minus", "modulo", "plus", "reject", "reverse", "round", "size", "slice", "sort", "sort_natural", "sum", "times", "to_integer", "uniq", "where",
] as const;

/** Filters that make one text of a list. */
export const joiningFilters = ["array_to_sentence_string", "join"] as const;

export const liquidFilters: readonly string[] = [...textFilters, ...valueFilters, ...joiningFilters].sort();

/** Words that close or divide a block; met alone, their opening tag is missing. */
export const blockWords = ["elsif", "else", "endcapture", "endcase", "endcomment", "endfor", "endif", "endraw", "endunless", "when"] as const;
