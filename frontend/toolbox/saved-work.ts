/** What /gemt/ needs once somebody is here: their tools, their six words, and how all of it is deleted. */
import "../young/delete";
import "../young/words";
import "./saved-tool";

export { dropTool, restoreTool, savedTools } from "./tools";
export { repeat } from "lit/directives/repeat.js";
