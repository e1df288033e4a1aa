import { shellWord } from "../../core/shell-word.ts";
import type { NamedSide } from "../../core/eval/compare-baseline.ts";
import { modelledStates } from "../../core/eval/compare-models.ts";
import { comparedWord, type ComparedWord } from "../../core/eval/compare-word.ts";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { publishedVersions } from "../../core/release/plan-publish.ts";
import { knownRemote } from "../release/known-remote.ts";
import { promptState, releasedState, splitState, type PromptState, type StatePlaces } from "../release/prompt-state.ts";
import { viewLog } from "../release/view-log.ts";
import { chooseEntry, entriesToCompare } from "./choose-entry.ts";
import type { CompareDeps, CompareInput, CompareRepository } from "./compare-input.ts";
import { draftSide, promptOfDraft } from "./draft-side.ts";
import { evaluationRecording } from "./evaluation-recording.ts";
import type { OpenedSide, PromptSide, Recording } from "./opened-side.ts";
import { resultsRecording } from "./results-recording.ts";

/** A side, and how the command line named it. */
export interface OpenedName extends NamedSide {
  readonly side: OpenedSide;
}

type Recorded = Extract<ComparedWord, { readonly label: string | undefined }>;
type Prompted = Exclude<ComparedWord, Recorded>;

/**
 * Finds everything that is compared, in order: prompts as they are in their states, recordings with their answers. One word stands
 * for two sides: a prompt for what is live of it and the work tree, an evaluation for what it holds several times.
 * @throws PromptopsError for every name that is none, with the nearest that is.
 */
export async function openSides(deps: CompareDeps, { words, models, oneByOne }: Pick<CompareInput, "words" | "models" | "oneByOne">): Promise<OpenedName[]> {
  const parsed = words.map(comparedWord);
  const [first, ...others] = parsed;
  if (first === undefined) throw new PromptopsError("nothing-to-compare", "Nothing was named that could be compared.");
  if (models.length > 0) refuseRecorded(parsed);
  if (!isRecorded(first) && others.length === 0) return openAlone(deps, first, words[0] ?? "", models, oneByOne);
  if (isRecorded(first) && others.length === 0) return entriesToCompare(await recordingOf(deps, first)).map((side) => named(side, side.about.word, undefined));

  const prompts = new Set<string>();
  const recordings = new Map<ComparedWord, Recording>();
  for (const word of parsed) {
    if (isRecorded(word)) {
      const recording = await recordingOf(deps, word);
      recordings.set(word, recording);
      if (word.label !== undefined || recording.entries.length === 1) prompts.add(chooseEntry(recording, word.label, new Set()).about.prompt);
    } else {
      const prompt = await promptNamed(deps, word);
      if (prompt !== undefined) prompts.add(prompt);
    }
  }
  const sides: OpenedName[] = [];
  for (const { state, model } of modelledStates(parsed.length, models, oneByOne)) {
    const [word, typed = ""] = [parsed[state], words[state]];
    if (word === undefined) continue;
    const recording = recordings.get(word);
    if (isRecorded(word)) sides.push(...(recording === undefined ? [] : [named(chooseEntry(recording, word.label, prompts), typed, undefined)]));
    else sides.push(underModel(await openPrompt(deps, word, [...prompts].at(-1)), typed, model, models));
  }
  return sides;
}

async function openAlone(deps: CompareDeps, word: Prompted, typed: string, models: readonly string[], oneByOne: boolean | undefined): Promise<OpenedName[]> {
  const side = await openPrompt(deps, word, undefined);
  if (models.length > 0 || oneByOne === true) return modelledStates(1, models, oneByOne).map(({ model }) => underModel(side, typed, model, models));
  const places = await placesOf(await deps.repository());
  const [, state] = splitState(side.word);
  const self = named(side, typed, undefined);
  const other = (state: PromptState) => named(sideOf(places, state), state.word, undefined);
  if (word.kind === "state" && state !== undefined) return [self, other(await promptState(places, side.prompt))];
  return [other(await releasedState(places, side.prompt)), self];
}

/** The prompt that a word is about, as far as its form or its place says so. */
async function promptNamed({ repository }: CompareDeps, word: Prompted): Promise<string | undefined> {
  return word.kind === "state" ? splitState(word.text)[0] : promptOfDraft(await repository(), word.path);
}

async function openPrompt(deps: CompareDeps, word: Prompted, anyPrompt: string | undefined): Promise<PromptSide> {
  const repository = await deps.repository();
  if (word.kind === "state") {
    const places = await placesOf(repository);
    return sideOf(places, await promptState(places, word.text));
  }
  const prompt = (await promptOfDraft(repository, word.path)) ?? anyPrompt;
  if (prompt === undefined)
    throw new PromptopsError("invalid-argument", `Nothing says which prompt ${word.path} is a draft of.`, {
      where: word.path,
      hint: `Name the prompt beside it, as in \`promptops compare PROMPT ${shellWord(word.path)}\`.`,
    });
  return draftSide(deps.files, repository.workTree, word.path, prompt);
}

async function recordingOf({ repository, files }: CompareDeps, word: Recorded): Promise<Recording> {
  return word.kind === "evaluation" ? evaluationRecording((await repository()).evaluations, word.id) : resultsRecording(files, word.path);
}

async function placesOf({ git, workTree }: CompareRepository): Promise<StatePlaces> {
  const { state: releases } = await viewLog(git, await knownRemote(git), "all");
  return { git, workTree, releases };
}

function sideOf({ releases, workTree }: StatePlaces, { name, word, source, loaded }: PromptState): PromptSide {
  const prompt = loaded.resolved.id;
  const published = source === workTree ? publishedVersions(releases, prompt).findLast(({ prompt_digest: digest }) => digest === loaded.digest) : undefined;
  return {
    opened: "prompt",
    kind: "prompt",
    name,
    word,
    prompt,
    source,
    model: undefined,
    ...(published === undefined ? {} : { published: published.version }),
  };
}

function underModel(side: PromptSide, typed: string, model: string | undefined, models: readonly string[]): OpenedName {
  if (models.length === 0) return named(side, typed, undefined);
  return named({ ...side, model, name: `${side.name} with ${model ?? "its own model"}`, state: side.name }, typed, model ?? "own");
}

function named(side: OpenedSide, word: string, model: string | undefined): OpenedName {
  return { side, word, model };
}

function refuseRecorded(words: readonly ComparedWord[]): void {
  const recorded = words.find(isRecorded);
  if (recorded === undefined) return;
  throw new PromptopsError(
    "invalid-flag",
    `${recorded.kind === "evaluation" ? recorded.id : recorded.path} was evaluated already: its model cannot be chosen any more.`,
    {
      where: "--model",
      hint: "Name a state of the prompt in place of it, or leave `--model` out.",
    },
  );
}

function isRecorded(word: ComparedWord): word is Recorded {
  return word.kind === "evaluation" || word.kind === "results";
}
