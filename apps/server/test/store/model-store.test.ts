import { ModelStore } from "./model-store.ts";
import { storeSuite } from "./store-suite.ts";

storeSuite("the model", async () => new ModelStore());
