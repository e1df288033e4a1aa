import type { PageResult } from "../../../reporters/eval/html/page-data.ts";
import { statuses, statusNames, type StatusName } from "../../../reporters/eval/statuses.ts";
import { element, field, sign } from "./element.ts";
import { choices, everything, offered, type ChoiceName, type Filter } from "./filter.ts";
import { orderable, type Order, type OrderBy } from "./order.ts";

/** Typing pauses for so long before the table follows: a screen reader would announce every letter's count. Milliseconds. */
const pause = 180;
/** A list with more choices is none; what is not in it can be searched for. */
const mostChoices = 500;
const labels = { prompt: "Prompt", suite: "Suite", tag: "Tag", metric: "Metric" } as const satisfies Record<ChoiceName, string>;

export interface Toolbar {
  readonly form: HTMLFormElement;
  /** Shows a filter that was set by other means: the address. */
  readonly set: (filter: Filter) => void;
  readonly setOrder: (order: Order) => void;
}

/** Search, statuses, and a list for each thing that results differ in. */
export function toolbar(results: readonly PageResult[], onFilter: (filter: Filter) => void, onOrder: (order: Order) => void): Toolbar {
  const search = element("input", { type: "search", id: "search", name: "search", autocomplete: "off", spellcheck: "false" });
  const boxes = statusBoxes(results);
  const lists = choices.flatMap((choice) => {
    const list = choiceList(results, choice);
    return list === undefined ? [] : [[choice, list] as const];
  });
  const order = element("select", { id: "order" }, ...orderable.flatMap((by) => orderOptions(by)));
  const clear = element("button", { type: "reset" }, "Clear");
  const form = element(
    "form",
    { class: "toolbar", role: "search", "aria-label": "Cases" },
    field("Search names, inputs, answers, reasons", search, "grow"),
    ...lists.map(([choice, list]) => field(labels[choice], list)),
    field("Order", order, "narrow-only"),
    element(
      "div",
      { class: "statuses" },
      element("fieldset", {}, element("legend", { class: "visually-hidden" }, "Status"), ...boxes.map(({ label }) => label)),
      clear,
    ),
  );

  const current = (): Filter => ({
    ...everything,
    text: search.value,
    statuses: boxes.filter(({ box }) => box.checked).map(({ status }) => status),
    ...Object.fromEntries(lists.map(([choice, list]) => [choice, list.value])),
  });
  let waiting: ReturnType<typeof setTimeout> | undefined;
  search.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => onFilter(current()), pause);
  });
  for (const control of [...boxes.map(({ box }) => box), ...lists.map(([, list]) => list)]) control.addEventListener("change", () => onFilter(current()));
  order.addEventListener("change", () => onOrder(orderOf(order.value)));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    set(everything);
    onFilter(everything);
  });

  function set(filter: Filter): void {
    clearTimeout(waiting);
    search.value = filter.text;
    for (const { box, status } of boxes) box.checked = filter.statuses.includes(status);
    for (const [choice, list] of lists) list.value = filter[choice];
  }
  const setOrder = ({ by, descending }: Order) => {
    order.value = `${by}${descending ? "-down" : ""}`;
  };
  return { form, set, setOrder };
}

/** A box for every status that there is. */
function statusBoxes(results: readonly PageResult[]) {
  const counts = Map.groupBy(results, ({ status }): StatusName => status);
  return statusNames.flatMap((status) => {
    const count = counts.get(status)?.length ?? 0;
    if (count === 0) return [];
    const box = element("input", { type: "checkbox", name: "status", value: status });
    const { word, icon } = statuses[status];
    const label = element("label", { class: "chip" }, box, sign(status, icon), `${word} `, element("span", { class: "count" }, count.toLocaleString("en")));
    return [{ status, box, label }];
  });
}

/** Undefined when there is nothing to choose. */
function choiceList(results: readonly PageResult[], choice: ChoiceName): HTMLSelectElement | undefined {
  const counts = new Map<string, number>();
  for (const result of results) for (const value of new Set(offered(result, choice))) counts.set(value, (counts.get(value) ?? 0) + 1);
  const isOptional = choice === "tag" || choice === "metric";
  if (counts.size < (isOptional ? 1 : 2)) return undefined;
  const values = [...counts].sort(([, a], [, b]) => b - a).slice(0, mostChoices);
  if (isOptional) values.sort(([a], [b]) => (a < b ? -1 : 1));
  return element(
    "select",
    { id: `choose-${choice}` },
    element("option", { value: "" }, "all"),
    ...values.map(([value, count]) => element("option", { value }, `${value} (${count})`)),
  );
}

function orderOptions(by: OrderBy): HTMLOptionElement[] {
  return [element("option", { value: by }, `${by}, up`), element("option", { value: `${by}-down` }, `${by}, down`)];
}

function orderOf(value: string): Order {
  const by = orderable.find((name) => value === name || value === `${name}-down`) ?? "status";
  return { by, descending: value !== by };
}
