import { describe, expect, it } from "vitest";
import { ask, must, run, which } from "./command.js";

/** Runs a line of JavaScript as a program of its own. */
const script = (text: string): [string, string[]] => [process.execPath, ["-e", text]];

describe("running a program", () => {
  it("keeps its status and what it writes", async () => {
    const result = await run(...script("console.log('out'); console.error('err'); process.exitCode = 3"));
    expect(result.status).toBe(3);
    expect(result.stdout).toBe("out\n");
    expect(result.output).toContain("err");
  });

  it("gives its lines as they come", async () => {
    const lines: string[] = [];
    const text = "process.stdout.write('a\\nb'); console.error('err'); setTimeout(() => console.log('c\\n'), 50)";
    const { stdout } = await run(...script(text), { onLine: (line) => lines.push(line) });
    expect(lines).toEqual(["a", "bc", ""]);
    expect(stdout).toBe("a\nbc\n\n");
  });

  it("adds variables and takes them away", async () => {
    const text = "console.log(process.env.ADDED, 'PATH' in process.env)";
    expect(await must(...script(text), { env: { ADDED: "yes", PATH: undefined } })).toBe("yes false\n");
  });

  it("that is not there gives status 127", async () => {
    expect(await run("no-such-program-here", [])).toMatchObject({ status: 127, stdout: "" });
    expect(ask("no-such-program-here", [])).toBeUndefined();
    expect(which("no-such-program-here")).toBeUndefined();
  });

  it("that takes longer than its limit is ended", async () => {
    expect((await run(...script("setTimeout(() => {}, 60_000)"), { limit: 0.2 })).status).not.toBe(0);
  });

  it("that has to work but fails is an error with its output", async () => {
    await expect(must(...script("console.error('why'); process.exitCode = 2"))).rejects.toThrow(/status 2:\nwhy/);
  });
});
