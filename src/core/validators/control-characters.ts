import { lineAt, type PromptText } from "./prompt-texts.ts";
import type { Validator } from "./validator.ts";

/** Invisible characters by what they could be hiding. */
const kinds: readonly { readonly name: string; readonly pattern: RegExp }[] = [
  { name: "a tag character, which is text that only the model sees", pattern: /[\u{E0000}-\u{E007F}]/u },
  { name: "a direction override, which shows the text in another order than the model reads it", pattern: /[\u202A-\u202E\u2066-\u2069]/ },
  { name: "a zero-width character", pattern: /[\u200B-\u200D\u2060-\u2064\uFEFF]/ },
  { name: "a direction mark", pattern: /[\u200E\u200F\u061C]/ },
  { name: "a control character", pattern: /[^\P{Cc}\n\t]/u },
];

export const controlCharacters: Validator = {
  code: "control-characters",
  summary: "Invisible characters stand in the prompt: what people review is not what the model reads.",
  check: ({ texts }) => texts.flatMap(invisibleIn),
};

function invisibleIn({ text, path }: PromptText) {
  const suspicious = withoutHonestUses(text);
  return kinds.flatMap(({ name, pattern }) => {
    const match = pattern.exec(suspicious);
    if (match === null) return [];
    const line = lineAt(suspicious, match.index);
    const code = `U+${(match[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
    return [
      {
        path,
        line,
        message: `${path} holds ${name} (${code}) in line ${line}.`,
        hint: "Delete it: retype the words around it, or paste them as plain text.",
      },
    ];
  });
}

/**
 * Emoji joined by zero-width joiners, flags spelled with tag characters, joiners inside the words of scripts that need them, and
 * direction marks in texts that are written from right to left are what they seem. Line breaks stay, so that lines can be counted.
 */
function withoutHonestUses(text: string): string {
  const plain = text
    .replace(/\u{1F3F4}[\u{E0020}-\u{E007E}]{2,8}\u{E007F}/gu, "")
    .replace(/(?<=\p{Extended_Pictographic}|\p{Emoji_Modifier}|\uFE0F)\u200D(?=\p{Extended_Pictographic})/gu, "")
    .replace(
      /(?<=[\p{sc=Arab}\p{sc=Syrc}\p{sc=Mong}\p{sc=Deva}\p{sc=Beng}\p{sc=Guru}\p{sc=Gujr}\p{sc=Orya}\p{sc=Taml}\p{sc=Telu}\p{sc=Knda}\p{sc=Mlym}\p{sc=Sinh}\p{sc=Khmr}\p{sc=Mymr}])[\u200C\u200D]/gu,
      "",
    );
  return /[\p{sc=Arab}\p{sc=Hebr}\p{sc=Syrc}\p{sc=Thaa}]/u.test(plain) ? plain.replace(/[\u200E\u200F\u061C]/g, "") : plain;
}
