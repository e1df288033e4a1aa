import type { PageResult } from "../../../reporters/eval/html/page-data.ts";
import { asJson, type Comparison } from "./comparisons.ts";
import { block, inOneView, sideBySideView } from "./diff-view.ts";
import { element, field } from "./element.ts";

/** There is room for two columns of text. */
const wide = "(min-width: 720px)";

/** The answer; beside what the reader chooses, with the differences marked. What failed is first shown beside what was expected. */
export function answerView(result: PageResult, comparisons: readonly Comparison[]): HTMLElement {
  const { output, reused } = result;
  if (output === undefined) return element("p", { class: "note" }, reused === undefined ? "There is no answer." : "It is not kept here.");
  if (comparisons.length === 0) return block(output, "answer");

  const select = element(
    "select",
    { id: "compare-with" },
    element("option", { value: "" }, "nothing"),
    ...comparisons.map(({ name }, at) => element("option", { value: at }, name)),
  );
  if (result.status === "fail" && result.expected !== undefined) select.value = "0";
  const layout = element(
    "select",
    { id: "compare-how" },
    element("option", { value: "beside" }, "side by side"),
    element("option", { value: "one" }, "as one text"),
  );
  layout.value = matchMedia(wide).matches ? "beside" : "one";
  const json = element("input", { type: "checkbox", id: "compare-json", checked: true });
  const jsonField = element("label", { class: "check", for: "compare-json" }, json, "JSON in order");
  const layoutField = field("Shown", layout);
  const shown = element("div", { class: "comparison" });

  function show(): void {
    const other = select.value === "" ? undefined : comparisons[Number(select.value)];
    layoutField.hidden = other === undefined;
    const both = other === undefined || output === undefined ? undefined : asJson(other.text, output);
    jsonField.hidden = both === undefined;
    if (other === undefined || output === undefined) {
      shown.replaceChildren(block(output ?? "", "answer"));
      return;
    }
    const texts = both !== undefined && json.checked ? both : ([other.text, output] as const);
    const view = layout.value === "beside" ? sideBySideView : inOneView;
    const box = element(
      "div",
      { class: "scroll", tabindex: 0, role: "region", "aria-label": `${other.name} and answer` },
      view({ names: [other.name, "answer"], texts }),
    );
    shown.replaceChildren(...(other.cut ? [element("p", { class: "note" }, `Of “${other.name}” the page holds only the beginning.`)] : []), box);
  }

  for (const control of [select, layout, json]) control.addEventListener("change", show);
  show();
  return element("div", {}, element("div", { class: "controls" }, field("Compare with", select), layoutField, jsonField), shown);
}
