import { spawn } from "node:child_process";
import { argv, exit, stdin, stdout } from "node:process";

/** What a server is whose answer never arrives: it takes a push to the end, and says nothing of it. */
const server = spawn("git", ["receive-pack", ...argv.slice(2)], { stdio: ["pipe", "pipe", "inherit"] });
let heard = false;
stdin.on("data", (piece: Buffer) => {
  // The line that ends what the client has to say comes before the server's answer; until then the server only greets.
  heard = true;
  server.stdin.write(piece);
});
stdin.on("end", () => server.stdin.end());
server.stdout.on("data", (piece: Buffer) => {
  if (!heard) stdout.write(piece);
});
server.on("exit", () => exit(1));
