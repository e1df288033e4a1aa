import { element, setAttributes } from "./element.ts";

/** Dark as the system wishes, until the reader says otherwise for this page. */
export function themeButton(): HTMLButtonElement {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const button = element("button", { type: "button" }, "Dark");
  let chosen: boolean | undefined;
  const show = () => {
    const dark = chosen ?? system.matches;
    document.documentElement.dataset["theme"] = dark ? "dark" : "light";
    setAttributes(button, { "aria-pressed": String(dark) });
  };
  system.addEventListener("change", show);
  button.addEventListener("click", () => {
    chosen = !(chosen ?? system.matches);
    show();
  });
  show();
  return button;
}
