import type { PageResult } from "../../../reporters/eval/html/page-data.ts";
import { statuses } from "../../../reporters/eval/statuses.ts";
import { nameOf } from "../../../reporters/eval/why.ts";
import type { Comparison } from "./comparisons.ts";
import { detailsContent } from "./details-content.ts";
import { element, setAttributes, sign } from "./element.ts";
import { visibleText } from "./visible-text.ts";

export interface DetailsSource {
  /** What the table shows, in its order: what "next" means. */
  readonly shown: () => readonly PageResult[];
  readonly comparisons: (result: PageResult) => readonly Comparison[];
  readonly model: (result: PageResult) => string | undefined;
  /** Called with what is open, and with nothing when it closes. */
  readonly onChange: (result: PageResult | undefined) => void;
}

/** The panel beside the table. It is modal: focus stays in it, Escape closes it. */
export class Details {
  readonly #source: DetailsSource;
  readonly #dialog: HTMLDialogElement;
  readonly #title = element("h2", { id: "details-title", tabindex: -1 });
  readonly #position = element("p", { class: "position", role: "status" });
  readonly #content = element("div", { class: "content" });
  readonly #previous = element("button", { type: "button" }, "Previous");
  readonly #next = element("button", { type: "button" }, "Next");
  #open: PageResult | undefined;

  constructor(source: DetailsSource) {
    this.#source = source;
    const close = element("button", { type: "button" }, "Close");
    const buttons = element("div", { class: "buttons" }, this.#previous, this.#next, close);
    this.#dialog = element(
      "dialog",
      { class: "details", "aria-labelledby": "details-title" },
      element("div", { class: "details-head" }, element("div", {}, this.#title, this.#position), buttons),
      this.#content,
    );
    this.#previous.addEventListener("click", () => this.#move(-1));
    this.#next.addEventListener("click", () => this.#move(1));
    close.addEventListener("click", () => this.#dialog.close());
    // A click beside the panel is one on the dialog itself.
    this.#dialog.addEventListener("click", (event) => {
      if (event.target === this.#dialog) this.#dialog.close();
    });
    this.#dialog.addEventListener("close", () => {
      this.#open = undefined;
      this.#source.onChange(undefined);
    });
    document.body.append(this.#dialog);
  }

  show(result: PageResult): void {
    this.#open = result;
    const { word, icon } = statuses[result.status];
    this.#title.replaceChildren(sign(result.status, icon), ...visibleText(nameOf(result, false)));
    this.#content.replaceChildren(...detailsContent(result, this.#source.model(result), this.#source.comparisons(result)));
    const shown = this.#source.shown();
    const at = shown.indexOf(result);
    this.#position.textContent = `${word}${at < 0 ? "" : `, ${(at + 1).toLocaleString("en")} of ${shown.length.toLocaleString("en")}`}`;
    // Not `disabled`: the button that was pressed would lose the focus.
    setAttributes(this.#previous, { "aria-disabled": at <= 0 ? "true" : undefined });
    setAttributes(this.#next, { "aria-disabled": at < 0 || at === shown.length - 1 ? "true" : undefined });
    if (!this.#dialog.open) {
      this.#dialog.showModal();
      this.#title.focus();
    }
    this.#dialog.scrollTop = 0;
    this.#source.onChange(result);
  }

  #move(by: number): void {
    if (this.#open === undefined) return;
    const shown = this.#source.shown();
    const next = shown[shown.indexOf(this.#open) + by];
    if (next !== undefined) this.show(next);
  }
}
