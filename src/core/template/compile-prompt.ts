import { PromptopsError } from "../errors/promptops-error.ts";
import { withLf } from "../identity/line-ends.ts";
import type { DocumentPath } from "../model/document-path.ts";
import { promptFile } from "../model/document-paths.ts";
import type { Part, Role } from "../model/prompt.ts";
import type { ResolvedPrompt } from "../model/resolved-prompt.ts";
import type { FilePart, ImagePart, RenderedPart } from "../model-call/request.ts";
import { checkTemplate } from "./check-template.ts";
import { compileAttachment } from "./compile-attachment.ts";
import { compileText, type TextContext } from "./compile-text.ts";
import { variablesCompleter, type CompleteVariables, type Values } from "./complete-variables.ts";
import { fencingEngine } from "../untrusted/fencing-engine.ts";
import { untrustedNames } from "../untrusted/untrusted-inputs.ts";
import { withFenceRule } from "../untrusted/with-fence-rule.ts";
import { liquidEngine } from "./liquid-engine.ts";
import { inOneSentence, problemOf } from "./template-problem.ts";

export interface CompiledMessage {
  readonly role: Role;
  readonly parts: readonly ((values: Values) => RenderedPart)[];
}

/** A prompt made ready to be rendered many times. */
export interface CompiledPrompt {
  readonly complete: CompleteVariables;
  /** `history` is the place where the conversation goes. */
  readonly messages: readonly (CompiledMessage | "history")[];
}

const compiled = new WeakMap<ResolvedPrompt, CompiledPrompt>();

/** Compiles a prompt once. @throws PromptopsError `invalid-template` with everything `checkTemplate` finds, or `invalid-attachment`. */
export function compilePrompt(resolved: ResolvedPrompt): CompiledPrompt {
  const ready = compiled.get(resolved) ?? compile(resolved);
  compiled.set(resolved, ready);
  return ready;
}

function compile(resolved: ResolvedPrompt): CompiledPrompt {
  const { id, prompt } = resolved;
  const partials = Object.fromEntries(Object.entries(resolved.partials).map(([name, text]) => [name, withLf(text)]));
  const problems = checkTemplate(prompt, partials).map((problem) => problemOf(id, problem));
  if (problems.length > 0) {
    throw new PromptopsError("invalid-template", `\`${id}\` cannot be rendered: ${inOneSentence(problems)}`, {
      where: problems[0]?.file ?? promptFile(id),
      problems,
      ...(problems.length === 1 && problems[0]?.hint !== undefined && { hint: problems[0].hint }),
    });
  }
  const untrusted = untrustedNames(prompt);
  const engine = () => (untrusted.length > 0 ? fencingEngine(partials) : liquidEngine(partials));
  const context: TextContext = { promptId: id, partials, untrusted, engine: prompt.engine === "simple" ? undefined : engine() };
  return {
    complete: variablesCompleter(id, prompt.variables ?? {}),
    messages: (untrusted.length > 0 ? withFenceRule(prompt.messages) : prompt.messages).map(({ role = "user", content, history }, at) => {
      if (history === true) return "history";
      const path = ["messages", at, "content"];
      if (typeof content === "string") return { role, parts: [textPart(path, content, context)] };
      return { role, parts: (content ?? []).map((part, position) => compilePart(resolved, [...path, position], part, context)) };
    }),
  };
}

function compilePart(resolved: ResolvedPrompt, path: DocumentPath, { text, image, file }: Part, context: TextContext): (values: Values) => RenderedPart {
  if (image !== undefined) {
    const url = compileAttachment(resolved, { path: [...path, "image"], source: image });
    const { detail } = image;
    return (values): ImagePart => ({ kind: "image", url: url(values), ...(detail !== undefined && { detail }) });
  }
  if (file !== undefined) {
    const url = compileAttachment(resolved, { path: [...path, "file"], source: file });
    const name = file.name ?? file.path?.split("/").at(-1);
    return (values): FilePart => ({ kind: "file", url: url(values), ...(name !== undefined && { name }) });
  }
  return textPart([...path, "text"], text ?? "", context);
}

function textPart(path: DocumentPath, text: string, context: TextContext): (values: Values) => RenderedPart {
  const render = compileText({ path, text: withLf(text) }, context);
  return (values) => ({ kind: "text", text: render(values) });
}
