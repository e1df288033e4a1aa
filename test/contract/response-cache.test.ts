import { sqliteResponseCache } from "../../src/adapters/sqlite/response-cache.ts";
import { memoryResponseCache } from "../helpers/memory-response-cache.ts";
import { tempFolder } from "../helpers/temp-folder.ts";
import { responseCacheContract } from "./response-cache.ts";

responseCacheContract("memory", memoryResponseCache);
responseCacheContract("sqlite", () => sqliteResponseCache(tempFolder()));
