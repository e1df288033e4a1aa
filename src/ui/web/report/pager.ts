import { element, setAttributes } from "./element.ts";

/** Rows of one page. */
export const pageSize = 50;

/** Goes from page to page; not there when there is only one. */
export class Pager {
  readonly element: HTMLElement;
  readonly #text = element("p");
  readonly #previous = element("button", { type: "button" }, "Previous page");
  readonly #next = element("button", { type: "button" }, "Next page");
  #page = 0;
  #pages = 1;

  constructor(onPage: (page: number) => void) {
    this.element = element("nav", { class: "pager", "aria-label": "Pages of results" }, this.#previous, this.#text, this.#next);
    this.#previous.addEventListener("click", () => {
      if (this.#page > 0) onPage(this.#page - 1);
    });
    this.#next.addEventListener("click", () => {
      if (this.#page < this.#pages - 1) onPage(this.#page + 1);
    });
  }

  show(page: number, results: number): void {
    this.#page = page;
    this.#pages = Math.max(1, Math.ceil(results / pageSize));
    this.element.hidden = this.#pages === 1;
    this.#text.textContent = `Page ${page + 1} of ${this.#pages.toLocaleString("en")}`;
    // Not `disabled`: the button that was pressed would lose the focus.
    setAttributes(this.#previous, { "aria-disabled": page === 0 ? "true" : undefined });
    setAttributes(this.#next, { "aria-disabled": page === this.#pages - 1 ? "true" : undefined });
  }
}
