import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect, createServer, type AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** A git server of its own on the loopback, as a forge is: what it does counts in the time that somebody waits, and not in what their processes use. */
export interface GitServer {
  /** @param name Of a bare repository directly below the folder. */
  url(name: string): string;
  end(): Promise<void>;
}

export async function serveGit(folder: string): Promise<GitServer> {
  const port = await freePort();
  const options = ["--reuseaddr", "--listen=127.0.0.1", `--port=${port}`, `--base-path=${folder}`, "--export-all", "--enable=receive-pack", "--timeout=60"];
  const daemon = spawn("git", ["daemon", ...options, folder], { stdio: "ignore" });
  const ended = once(daemon, "exit");
  for (let tries = 0; !(await answers(port)); tries += 1) {
    if (tries === 100 || daemon.exitCode !== null) throw new Error("git daemon does not answer");
    await sleep(50);
  }
  return {
    url: (name) => `git://127.0.0.1:${port}/${name}`,
    async end() {
      daemon.kill();
      await ended;
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}
