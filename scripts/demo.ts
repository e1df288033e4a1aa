/**
 * The main job, from an empty folder to a rolled-back release and a delivery that survived a kill, with the real binary, a real repository
 * and a real remote. No key, no network beyond this machine. `--keep` leaves the folder behind, so that one can go on playing in it.
 */
import { styleText } from "node:util";
import { deliveries } from "./demo/deliveries.ts";
import { releases } from "./demo/releases.ts";
import { Stage } from "./demo/stage.ts";

const keep = process.argv.includes("--keep");
const stage = new Stage();

try {
  releases(stage);
  await deliveries(stage);
  process.stdout.write(
    `\n${styleText("green", "The demo went as promised.")} ${keep ? `It is in ${stage.work}.` : "Run `npm run demo -- --keep` to go on playing in its repository."}\n`,
  );
} finally {
  if (!keep) stage.remove();
}
