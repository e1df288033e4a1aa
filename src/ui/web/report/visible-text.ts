import { element } from "./element.ts";
import { pieces } from "./hidden-characters.ts";

/** Someone else's text as nodes; what would not be seen is named. */
export function visibleText(text: string): (string | HTMLElement)[] {
  return pieces(text).map((piece) =>
    piece.hidden ? element("span", { class: "hidden-character", title: "Characters that would not be seen" }, piece.text) : piece.text,
  );
}
