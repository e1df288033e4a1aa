import { choices, everything, type Filter } from "./filter.ts";
import { orderable, usualOrder, type Order } from "./order.ts";

/** What the page shows, as far as a link to it should say. */
export interface View {
  readonly filter: Filter;
  readonly order: Order;
  /** From 0. */
  readonly page: number;
  /** Index of the result whose details are open. */
  readonly open: number | undefined;
}

/** The part of an address after `#`; empty when nothing differs from how the page begins. */
export function fragmentOf({ filter, order, page, open }: View): string {
  const words = new URLSearchParams();
  if (filter.text !== "") words.set("search", filter.text);
  if (filter.statuses.length > 0) words.set("status", filter.statuses.join(","));
  for (const choice of choices) if (filter[choice] !== "") words.set(choice, filter[choice]);
  if (order.by !== usualOrder.by || order.descending !== usualOrder.descending) words.set("order", `${order.by}${order.descending ? "-down" : ""}`);
  if (page > 0) words.set("page", String(page + 1));
  if (open !== undefined) words.set("open", String(open));
  return words.toString();
}

/** The inverse. What is no word of ours, or has no sense, counts as absent: anybody may write a link. */
export function viewOf(fragment: string): View {
  const words = new URLSearchParams(fragment.replace(/^#/, ""));
  const order = words.get("order") ?? "";
  const by = orderable.find((name) => order === name || order === `${name}-down`);
  return {
    filter: {
      ...everything,
      text: words.get("search") ?? "",
      statuses: (words.get("status") ?? "").split(",").filter(Boolean),
      ...Object.fromEntries(choices.map((choice) => [choice, words.get(choice) ?? ""])),
    },
    order: by === undefined ? usualOrder : { by, descending: order !== by },
    page: Math.max(0, (whole(words.get("page")) ?? 1) - 1),
    open: whole(words.get("open")),
  };
}

function whole(text: string | null): number | undefined {
  return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
