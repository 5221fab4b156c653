import { startExit } from "./exit";

startExit();
