/** What is always true of a reason code: whether it fails the answer, what it means, and what to do. */
export interface UntrustedReasonCode {
  /** `fail`: the answer must not be used. `report`: people should look; `on_injection: fail` makes it fail. */
  readonly outcome: "fail" | "report";
  readonly meaning: string;
  readonly hint: string;
}

/** Everything that can be said of an answer that rests on web search or untrusted values. `docs/reason-codes.md` is generated from it. */
export const untrustedReasons = {
  "search-not-asked": {
    outcome: "fail",
    meaning: "The model searched the web, and the prompt does not allow it.",
    hint: "Add `web_search` to the prompt's `tools`, or take the search out of the model's parameters.",
  },
  "citations-missing": {
    outcome: "fail",
    meaning: "The answer rests on web search and names no source.",
    hint: "Ask for sources in the prompt, or set `citations: optional` on `web_search`.",
  },
  "citation-outside-domains": {
    outcome: "fail",
    meaning: "A source of the answer is outside `allowed_domains`.",
    hint: "Look at the source; if it is good, add its domain.",
  },
  "search-outside-domains": {
    outcome: "fail",
    meaning: "The search brought a page from outside `allowed_domains` before the model's eyes.",
    hint: "Look at the page; if it is good, add its domain. Not every server holds itself to the list.",
  },
  "injection-suspected": {
    outcome: "report",
    meaning: "An untrusted value, a page or a source holds what reads like instructions to a model.",
    hint: "Look at the text and at the answer; `on_injection: fail` refuses such answers.",
  },
  "injection-followed": {
    outcome: "fail",
    meaning: "The answer holds what such instructions ask for.",
    hint: "Do not use the answer; tell the prompt what to do with such texts, and keep the case.",
  },
  "suspicious-link": {
    outcome: "report",
    meaning: "The answer holds a link that takes data along, to a host that nobody cited. It fails when instructions were suspected as well.",
    hint: "Do not open it; cut links and images from answers where they are not needed.",
  },
} as const satisfies Record<string, UntrustedReasonCode>;

export type UntrustedReason = keyof typeof untrustedReasons;
