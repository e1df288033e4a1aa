import type { Deliverable } from "../destinations/kind.ts";

/** Pictures that chats and mail programs show. No SVG: it may hold a program. */
const endings = { "image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/webp": "webp" } as const;
const inText = /!\[([^\]\n]*)\]\(<?data:(image\/(?:png|jpeg|gif|webp));base64,([A-Za-z0-9+/=\s]+)>?\)/g;

/**
 * Pictures that stand in an answer's text (`![title](data:image/png;base64,…)`) as attachments; where one stood its name remains.
 * What is no whole Base64 stays text.
 */
export function extractImages(deliverable: Deliverable): Deliverable {
  const images = [...deliverable.images];
  const content = deliverable.content.replaceAll(inText, (whole: string, title: string, mediaType: keyof typeof endings, data: string) => {
    const bytes = data.replaceAll(/\s/g, "");
    if (bytes.length % 4 !== 0) return whole;
    const name = `image-${images.length + 1}.${endings[mediaType]}`;
    images.push({ mediaType, data: bytes, name });
    return `[${title === "" ? name : `${title}: ${name}`}]`;
  });
  return { ...deliverable, content, images };
}
