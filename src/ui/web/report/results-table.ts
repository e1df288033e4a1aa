import { durationText } from "../../../reporters/duration-text.ts";
import type { PageResult } from "../../../reporters/eval/html/page-data.ts";
import { scoreText } from "../../../reporters/eval/score-text.ts";
import { statuses } from "../../../reporters/eval/statuses.ts";
import { moneyText } from "../../../reporters/money-text.ts";
import { element, setAttributes, sign } from "./element.ts";
import { orderable, scoreOf, type Order, type OrderBy } from "./order.ts";
import { visibleText } from "./visible-text.ts";

const titles = { status: "Status", case: "Case", score: "Score", cost: "Cost", latency: "Latency" } as const satisfies Record<OrderBy, string>;

/** What differs between results, and is therefore worth a word in every row. */
export interface RowWords {
  readonly prompts: boolean;
  readonly suites: boolean;
  readonly epochs: boolean;
}

export interface TableEvents {
  readonly onOrder: (order: Order) => void;
  readonly onOpen: (result: PageResult) => void;
  /** The arrow keys reached the end of the page. */
  readonly onLeave: (direction: -1 | 1) => void;
}

/** A page of results: a row each, opened by its button, the arrow keys going from one to the next. */
export class ResultsTable {
  readonly element: HTMLTableElement;
  readonly #words: RowWords;
  readonly #events: TableEvents;
  readonly #heads: readonly { readonly by: OrderBy; readonly cell: HTMLTableCellElement; readonly label: HTMLElement }[];
  readonly #body = element("tbody");
  #order: Order | undefined;
  #buttons: readonly { readonly result: PageResult; readonly button: HTMLButtonElement }[] = [];

  constructor(words: RowWords, events: TableEvents) {
    this.#words = words;
    this.#events = events;
    this.#heads = orderable.map((by) => this.#head(by));
    this.element = element(
      "table",
      { class: "results" },
      element("caption", { class: "visually-hidden" }, "Results. A case's button opens it; arrow keys go from case to case."),
      element("thead", {}, element("tr", {}, ...this.#heads.map(({ cell }) => cell), element("th", { scope: "col", class: "wide-only" }, "Tags"))),
      this.#body,
    );
    this.#body.addEventListener("keydown", (event) => this.#onKey(event));
  }

  show(results: readonly PageResult[], order: Order, metric: string): void {
    this.#order = order;
    for (const { by, cell, label } of this.#heads) {
      setAttributes(cell, { "aria-sort": by === order.by ? (order.descending ? "descending" : "ascending") : undefined });
      if (by === "score") label.textContent = metric === "" ? titles.score : `Score: ${metric}`;
    }
    this.#buttons = results.map((result) => ({ result, button: element("button", { type: "button", class: "case" }, ...visibleText(result.case)) }));
    const rows = this.#buttons.map(({ result, button }) => this.#row(result, button, metric));
    this.#body.replaceChildren(...(rows.length > 0 ? rows : [element("tr", { class: "nothing" }, element("td", { colspan: 6 }, "Nothing matches."))]));
  }

  focus(which: "first" | "last" | PageResult): void {
    const found = which === "first" ? this.#buttons[0] : which === "last" ? this.#buttons.at(-1) : this.#buttons.find(({ result }) => result === which);
    found?.button.focus();
  }

  #head(by: OrderBy) {
    const label = element("span", {}, titles[by]);
    const button = element("button", { type: "button" }, label, element("span", { class: "arrow", "aria-hidden": "true" }));
    button.addEventListener("click", () => this.#events.onOrder({ by, descending: this.#order?.by === by && !this.#order.descending }));
    return { by, label, cell: element("th", { scope: "col", class: columnClass(by) }, button) };
  }

  #row(result: PageResult, button: HTMLButtonElement, metric: string): HTMLTableRowElement {
    const { status, prompt, suite, epoch, tags = [], cost_nano_usd: cost, latency_ms: latency, must_pass: must, case_status: ofCase } = result;
    const { word, icon } = statuses[status];
    const score = scoreOf(result, metric);
    const sub = [
      ...(this.#words.prompts ? [prompt] : []),
      ...(this.#words.suites ? [suite] : []),
      ...(this.#words.epochs ? [`epoch ${epoch}`] : []),
      // The verdict speaks of cases, and a row is an epoch.
      ...(ofCase === undefined ? [] : [`the case: ${statuses[ofCase].word}`]),
      ...(must ? ["must pass"] : []),
    ];
    const row = element(
      "tr",
      {},
      element("td", { class: "status" }, sign(status, icon), element("span", {}, word)),
      element("th", { scope: "row" }, button, sub.length > 0 && element("span", { class: "sub" }, ...visibleText(sub.join(" · ")))),
      element("td", { class: columnClass("score") }, scoreText(score)),
      element("td", { class: columnClass("cost") }, cost === undefined ? "–" : moneyText(cost)),
      element("td", { class: columnClass("latency") }, latency === undefined ? "–" : durationText(latency)),
      element("td", { class: "tags wide-only" }, ...tags.map((tag) => element("span", { class: "tag" }, ...visibleText(tag)))),
    );
    // A convenience for the mouse: the button is what opens it.
    row.addEventListener("click", () => {
      if (getSelection()?.isCollapsed !== false) this.#events.onOpen(result);
    });
    return row;
  }

  #onKey(event: KeyboardEvent): void {
    const at = this.#buttons.findIndex(({ button }) => button === event.target);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: this.#buttons.length - 1 }[event.key];
    if (at < 0 || to === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const next = this.#buttons[to];
    if (next !== undefined) next.button.focus();
    else this.#events.onLeave(to < 0 ? -1 : 1);
  }
}

function columnClass(by: OrderBy): string | undefined {
  if (by === "status" || by === "case") return undefined;
  return by === "score" ? "number" : "number wide-only";
}
