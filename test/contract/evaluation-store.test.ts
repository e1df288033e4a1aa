import { fileEvaluationStore } from "../../src/adapters/fs/evaluation-store.ts";
import { memoryEvaluationStore } from "../helpers/memory-evaluation-store.ts";
import { tempFolder } from "../helpers/temp-folder.ts";
import { evaluationStoreContract } from "./evaluation-store.ts";

evaluationStoreContract("memory", () => Promise.resolve(memoryEvaluationStore()));
evaluationStoreContract("files", () => Promise.resolve(fileEvaluationStore(tempFolder())));
