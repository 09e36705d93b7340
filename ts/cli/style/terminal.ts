/** What a stream can show: its width, and whether colours make sense on it. */
import pc from "picocolors";

/** The functions of picocolors, which change nothing when colours are off. */
export type Colors = ReturnType<typeof pc.createColors>;

/** Environment variables. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** How to draw on a stream. */
export interface Terminal {
  /** Width in characters, from {@link MIN_COLUMNS}; {@link FIXED_COLUMNS} when the stream is no terminal. */
  readonly columns: number;
  /** Somebody is looking: progress may be shown and erased again. */
  readonly interactive: boolean;
  /** Colours of this stream. */
  readonly colors: Colors;
  /** Whether `colors` does anything. */
  readonly colored: boolean;
}

/** Width of drawings in files and pipes, so that they do not depend on the window they were made in. */
export const FIXED_COLUMNS = 80;

/** Narrowest width that is drawn for; a narrower terminal wraps the lines. */
export const MIN_COLUMNS = 40;

/** Widest drawing; beyond it lines are only harder to follow. */
export const MAX_COLUMNS = 200;

/**
 * Looks at a stream. Colours are on when it is a terminal that is not `TERM=dumb`. A `FORCE_COLOR` that is not
 * empty turns them on anywhere, a `NO_COLOR` that is not empty turns them off, and wins.
 */
export function terminalOf(stream: { isTTY?: boolean; columns?: number }, env: Environment): Terminal {
  const interactive = stream.isTTY === true && env.TERM !== "dumb";
  const colored = !env.NO_COLOR && (Boolean(env.FORCE_COLOR) || interactive);
  const width = stream.isTTY === true ? stream.columns || FIXED_COLUMNS : FIXED_COLUMNS;
  return {
    columns: Math.min(MAX_COLUMNS, Math.max(MIN_COLUMNS, width)),
    interactive,
    colored,
    colors: pc.createColors(colored),
  };
}
