import { env } from "node:process";

/** What git sets for the programs it starts (hooks, aliases): it speaks of the command git is busy with, not of the folder we were asked about. */
const inherited = [
  "GIT_DIR",
  "GIT_WORK_TREE",
  "GIT_INDEX_FILE",
  "GIT_COMMON_DIR",
  "GIT_OBJECT_DIRECTORY",
  "GIT_ALTERNATE_OBJECT_DIRECTORIES",
  "GIT_NAMESPACE",
  "GIT_PREFIX",
  "GIT_SHALLOW_FILE",
  "GIT_GRAFT_FILE",
  "GIT_REPLACE_REF_BASE",
  "GIT_GLOB_PATHSPECS",
  "GIT_NOGLOB_PATHSPECS",
  "GIT_ICASE_PATHSPECS",
  "GIT_EXTERNAL_DIFF",
];

const ours = {
  LC_ALL: "C",
  LANGUAGE: "C",
  // Never wait for somebody to type a password.
  GIT_TERMINAL_PROMPT: "0",
  GCM_INTERACTIVE: "never",
  // `status` must not refresh the user's index behind their back.
  GIT_OPTIONAL_LOCKS: "0",
  GIT_LITERAL_PATHSPECS: "1",
  // A replaced object would show a content that its id does not have.
  GIT_NO_REPLACE_OBJECTS: "1",
};

/** The environment every git of ours runs in. */
export function gitEnvironment(more: Readonly<Record<string, string>> = {}): Record<string, string | undefined> {
  const kept = Object.fromEntries(Object.entries(env).filter(([name]) => !inherited.includes(name)));
  return { ...kept, ...ours, ...more };
}

/** Settings no configuration file may change while we work: no programs of others run, output stays plain. */
export const gitSettings = ["core.hooksPath=/dev/null", "core.fsmonitor=false", "protocol.ext.allow=never", "core.quotePath=false", "color.ui=false"].flatMap(
  (setting) => ["-c", setting],
);
