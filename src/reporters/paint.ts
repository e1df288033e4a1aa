import { styleText } from "node:util";
import type { Screen } from "./screen.ts";

type Style = Parameters<typeof styleText>[0];

/** Colours a text where the screen wants colours, else leaves it as it is. */
export type Paint = (style: Style, text: string) => string;

export function paintFor({ color }: Pick<Screen, "color">): Paint {
  return color ? (style, text) => styleText(style, text, { validateStream: false }) : (_style, text) => text;
}
