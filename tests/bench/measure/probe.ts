/**
 * Stands between the package and its module: sees the memory of the instance, and when the module is entered and left.
 * So the package as it ships can be measured from inside.
 */

/** What is seen. */
export interface Probe {
  /** Bytes of the instance's memory. */
  memoryBytes(): number;
  /** Milliseconds spent inside the module since this was asked last. */
  insideMs(): number;
}

/** Watches the next instance of a module that is made in this process. */
export function probeNextInstance(): Probe {
  const { Instance } = WebAssembly;
  let memory: WebAssembly.Memory | null = null;
  let inside = 0;
  /** Calls that are under way: the module calls hosts, which may call it. */
  let depth = 0;

  function watched(call: (...given: unknown[]) => unknown) {
    return (...given: unknown[]): unknown => {
      const begin = performance.now();
      depth += 1;
      try {
        return call(...given);
      } finally {
        depth -= 1;
        if (depth === 0) inside += performance.now() - begin;
      }
    };
  }

  WebAssembly.Instance = class extends Instance {
    constructor(module: WebAssembly.Module, imports?: WebAssembly.Imports) {
      super(module, imports);
      WebAssembly.Instance = Instance;
      const exports: Record<string, WebAssembly.ExportValue> = { ...this.exports };
      memory = exports.memory as WebAssembly.Memory;
      for (const [name, value] of Object.entries(exports)) {
        // What begins with underscores is the glue's own: called often, and in between. Texts are for objects.
        const counts = !name.startsWith("__") && name !== "setTexts";
        if (typeof value === "function" && counts) exports[name] = watched(value as never);
      }
      Object.defineProperty(this, "exports", { value: exports });
    }
  };

  return {
    memoryBytes() {
      if (memory === null) throw new Error("no instance was made");
      return memory.buffer.byteLength;
    },
    insideMs() {
      const spent = inside;
      inside = 0;
      return spent;
    },
  };
}
