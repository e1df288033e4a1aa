type Child = Node | string | undefined | false | readonly Child[];
type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/** An element with attributes of ours and children that are nodes or text; a text is never markup. */
export function element<K extends keyof HTMLElementTagNameMap>(tag: K, attributes: Attributes = {}, ...children: readonly Child[]): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  setAttributes(made, attributes);
  append(made, children);
  return made;
}

/** `true` is an attribute without a value; `false` and undefined are none. */
export function setAttributes(target: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) target.removeAttribute(name);
    else target.setAttribute(name, value === true ? "" : String(value));
  }
}

function append(parent: Element, children: readonly Child[]): void {
  for (const child of children) {
    if (child === undefined || child === false) continue;
    if (typeof child === "object" && !(child instanceof Node)) append(parent, child);
    else parent.append(child);
  }
}

/** A control under its name. */
export function field(name: string, control: HTMLElement & { readonly id: string }, className?: string): HTMLDivElement {
  return element("div", { class: `field ${className ?? ""}`.trim() }, element("label", { for: control.id }, name), control);
}

const svg = "http://www.w3.org/2000/svg";

/** A status as a sign; the word stands beside it. @param icon A path in a square of 16. */
export function sign(status: string, icon: string): SVGSVGElement {
  const drawing = document.createElementNS(svg, "svg");
  setAttributes(drawing, { class: `sign ${status}`, viewBox: "0 0 16 16", "aria-hidden": "true" });
  const circle = document.createElementNS(svg, "circle");
  setAttributes(circle, { cx: 8, cy: 8, r: 8 });
  const path = document.createElementNS(svg, "path");
  setAttributes(path, { d: icon });
  drawing.append(circle, path);
  return drawing;
}

/** Where the reporter left room for it. */
export function place(name: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(`[data-place="${name}"]`);
  if (found === null) throw new Error(`the page has no place for ${name}`);
  return found;
}
