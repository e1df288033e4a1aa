import { execaSync } from "execa";

/** One call that a process made of the system; places are lines of the trace. */
export interface SystemCall {
  readonly pid: number;
  readonly name: string;
  readonly args: string;
  readonly result: string;
  readonly began: number;
  readonly ended: number;
}

/** May processes be traced here? Undefined when they may, else why not. */
export function untraceable(): string | undefined {
  const { exitCode } = execaSync("strace", ["-o", "/dev/null", "true"], { reject: false });
  return exitCode === 0 ? undefined : "strace is not here, or may not trace";
}

/** What `strace -f -o` wrote, in the order in which calls ended. */
export function systemCalls(trace: string): SystemCall[] {
  const open = new Map<string, { args: string; began: number }>();
  const calls: SystemCall[] = [];
  for (const [line, text] of trace.split("\n").entries()) {
    const [, pid = "", rest = ""] = /^(\d+) +(.*)$/.exec(text) ?? [];
    const begun = /^(\w+)\((.*) <unfinished \.\.\.>$/.exec(rest);
    const resumed = /^<\.\.\. (\w+) resumed>(.*)$/.exec(rest);
    const whole = /^(\w+)\((.*)$/.exec(rest);
    if (begun !== null) open.set(`${pid} ${begun[1]}`, { args: begun[2] ?? "", began: line });
    else if (resumed !== null) ended(pid, resumed[1] ?? "", (open.get(`${pid} ${resumed[1]}`)?.args ?? "") + (resumed[2] ?? ""), line);
    else if (whole !== null) ended(pid, whole[1] ?? "", whole[2] ?? "", line);
  }
  return calls;

  function ended(pid: string, name: string, text: string, line: number): void {
    const [, args = text, result = ""] = /^(.*)\) += (.*)$/.exec(text) ?? [];
    const began = open.get(`${pid} ${name}`)?.began ?? line;
    open.delete(`${pid} ${name}`);
    calls.push({ pid: Number(pid), name, args, result, began, ended: line });
  }
}
