import type { ImageTokens } from "./kind.ts";

/** Pixels of a patch's side; a patch is a token. */
const patch = 28;
/** Pixels of the longer side, and tokens, that a picture is made small enough for. */
const standard = { edge: 1_568, tokens: 1_568 };
const detailed = { edge: 2_576, tokens: 4_784 };
/** Models before those that see in higher resolution. */
const older = /claude-(?:3|instant|2|(?:opus|sonnet|haiku)-4(?:-[0-6](?!\d)|-2025\d{4}|$|@))/;

/**
 * Tokens of a picture at Anthropic (https://platform.claude.com/docs/en/build-with-claude/vision), which knows no `detail`. The most it can
 * be where its size is not known.
 */
export const anthropicImageTokens: ImageTokens = (model, _detail, size) => {
  const most = older.test(model) ? standard : detailed;
  if (size === undefined) return most.tokens;
  const scale = Math.min(1, most.edge / Math.max(size.width, size.height));
  const side = (pixels: number) => Math.max(1, Math.ceil((pixels * scale) / patch - 1e-9));
  return Math.min(side(size.width) * side(size.height), most.tokens);
};
