import { dialects } from "../helpers/dialects.ts";
import { providerOverHttpContract } from "./provider-over-http.ts";

for (const dialect of dialects) providerOverHttpContract(dialect);
