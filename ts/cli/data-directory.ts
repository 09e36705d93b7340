/** Where a program keeps what belongs to its user, as each platform has it. */
import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";

/**
 * The folder for this program's data: `$XDG_DATA_HOME/oar-redox` or `~/.local/share/oar-redox`, on macOS
 * `~/Library/Application Support/oar-redox`, on Windows `%LOCALAPPDATA%\oar-redox`. It need not exist.
 */
export function dataDirectory(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform = process.platform,
  home: string = homedir(),
): string {
  return join(baseDirectory(env, platform, home), "oar-redox");
}

function baseDirectory({ XDG_DATA_HOME, LOCALAPPDATA }: NodeJS.ProcessEnv, platform: string, home: string): string {
  // A relative path is to be ignored, says the XDG specification.
  if (XDG_DATA_HOME !== undefined && isAbsolute(XDG_DATA_HOME)) return XDG_DATA_HOME;
  if (platform === "darwin") return join(home, "Library", "Application Support");
  if (platform === "win32") return LOCALAPPDATA || join(home, "AppData", "Local");
  return join(home, ".local", "share");
}
