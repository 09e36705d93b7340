import { expect, test } from "vitest";
import { dataDirectory } from "./data-directory.js";

test.each([
  ["linux", {}, "/home/ada/.local/share/oar-redox"],
  ["linux", { XDG_DATA_HOME: "/data" }, "/data/oar-redox"],
  ["linux", { XDG_DATA_HOME: "relative" }, "/home/ada/.local/share/oar-redox"],
  ["linux", { XDG_DATA_HOME: "" }, "/home/ada/.local/share/oar-redox"],
  ["darwin", {}, "/home/ada/Library/Application Support/oar-redox"],
  ["win32", { LOCALAPPDATA: "/local" }, "/local/oar-redox"],
  ["win32", {}, "/home/ada/AppData/Local/oar-redox"],
] as const)("on %s with %j it is %s", (platform, env, folder) => {
  expect(dataDirectory(env, platform, "/home/ada")).toBe(folder);
});
