import type { PageResult } from "../../../reporters/eval/html/page-data.ts";
import { fragmentOf, viewOf, type View } from "./address.ts";
import { Comparisons } from "./comparisons.ts";
import { Details } from "./details.ts";
import { element, place } from "./element.ts";
import { matches } from "./filter.ts";
import { ordered } from "./order.ts";
import { readPage } from "./page-results.ts";
import { Pager, pageSize } from "./pager.ts";
import { ResultsTable } from "./results-table.ts";
import { themeButton } from "./theme.ts";
import { toolbar } from "./toolbar.ts";

/** On paper there are no pages to turn: so many rows are printed. */
const mostPrinted = 1_000;

place("theme").append(themeButton());
const { evaluation, results, embedded } = readPage();
const comparisons = new Comparisons(evaluation, results);
const models = new Map(evaluation.prompts.map(({ label, model }) => [label, model]));
const differ = (value: (result: PageResult) => string | number) => new Set(results.map(value)).size > 1;

let view: View = viewOf(location.hash);
let shown: readonly PageResult[] = [];

const count = element("p", { class: "result-count", role: "status" });
const table = new ResultsTable(
  { prompts: differ(({ prompt }) => prompt), suites: differ(({ suite }) => suite), epochs: differ(({ epoch }) => epoch) },
  {
    onOrder: (order) => change({ order, page: 0 }),
    onOpen: (result) => details.show(result),
    onLeave: (direction) => {
      if (!turn(view.page + direction)) return;
      table.focus(direction > 0 ? "first" : "last");
    },
  },
);
const pager = new Pager((page) => void turn(page));
const details = new Details({
  shown: () => shown,
  comparisons: (result) => comparisons.of(result),
  model: ({ prompt }) => models.get(prompt),
  onChange: (result) => {
    const closed = result === undefined ? results.find(({ index }) => index === view.open) : undefined;
    change({ open: result?.index });
    if (closed !== undefined) showRowOf(closed);
  },
});
const tools = toolbar(
  results,
  (filter) => change({ filter, page: 0 }),
  (order) => change({ order, page: 0 }),
);

/** Everything on the page follows from the view; the address says it too, so that a link leads to what one sees. */
function change(to: Partial<View>): void {
  const before = view;
  view = { ...view, ...to };
  if (view.order !== before.order) tools.setOrder(view.order);
  if (view.filter !== before.filter || view.order !== before.order) select();
  if (view.filter !== before.filter || view.order !== before.order || view.page !== before.page) draw();
  const fragment = fragmentOf(view);
  history.replaceState(null, "", fragment === "" ? location.pathname + location.search : `#${fragment}`);
}

function select(): void {
  shown = ordered(
    results.filter((result) => matches(result, view.filter)),
    view.order,
    view.filter.metric,
  );
  const all = results.length.toLocaleString("en");
  count.textContent = shown.length === results.length ? `${all} results` : `${shown.length.toLocaleString("en")} of ${all} results`;
}

function draw(rows = pageSize): void {
  const from = view.page * pageSize;
  table.show(shown.slice(from, from + rows), view.order, view.filter.metric);
  pager.show(view.page, shown.length);
}

/** Is there such a page? */
function turn(page: number): boolean {
  if (page < 0 || page * pageSize >= shown.length) return false;
  change({ page });
  return true;
}

/** Where the panel was opened from may be pages away from where it was closed: the reader goes on there. */
function showRowOf(result: PageResult): void {
  const at = shown.indexOf(result);
  if (at < 0) return;
  change({ page: Math.floor(at / pageSize) });
  table.focus(result);
}

const { embedded: held, total } = embedded;
if (held < total) {
  const sample = place("sample");
  sample.hidden = false;
  sample.textContent = `There are ${total.toLocaleString("en")} results. This page holds ${held.toLocaleString("en")}: what failed or ended in an error, and of the others a sample spread evenly. All of them are in ${evaluation.results}.`;
}
place("cases").replaceChildren(
  tools.form,
  count,
  element("div", { class: "card scroll", role: "region", tabindex: 0, "aria-label": "Table of results" }, table.element),
  pager.element,
);
tools.set(view.filter);
tools.setOrder(view.order);
select();
if (view.page * pageSize >= shown.length) view = { ...view, page: 0 };
draw();
addEventListener("beforeprint", () => draw(mostPrinted));
addEventListener("afterprint", () => draw());
const open = results.find(({ index }) => index === view.open);
if (open !== undefined) details.show(open);
