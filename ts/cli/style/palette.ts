/** One letter and one hue for each owner of jobs, so that a drawing says the same with colours and without. */
import type { Colors } from "./terminal.js";

/** Hues that are told apart on dark and light grounds. */
const HUES = ["blue", "green", "yellow", "magenta", "cyan", "red", "white"] as const;

type Hue = (typeof HUES)[number];

/** A paint: a hue, plain or bright; `gray` for what has no owner of its own. */
export type Paint = Hue | `${Hue}Bright` | "gray";

/** Letter and hue of one owner. */
export interface Mark {
  /** `A` for the first owner; `*` once the letters are used up. */
  readonly letter: string;
  readonly hue: Hue | null;
}

/** Marks of owners, in the order in which they were named. */
export type Palette = ReadonlyMap<string, Mark>;

/** Gives marks: letters to the first 26 owners, hues to the first {@link HUES}. The rest are gray. */
export function paletteOf(owners: Iterable<string>): Palette {
  const marks = new Map<string, Mark>();
  for (const owner of owners) {
    if (marks.has(owner)) continue;
    const index = marks.size;
    marks.set(owner, { letter: index < 26 ? String.fromCharCode(65 + index) : "*", hue: HUES[index] ?? null });
  }
  return marks;
}

/** Paint of a job: neighbouring jobs of one owner get the plain and the bright hue in turn. */
export function paintOf(mark: Mark | undefined, bright: boolean): Paint {
  if (!mark?.hue) return "gray";
  return bright ? `${mark.hue}Bright` : mark.hue;
}

/** Colours a text, and the ground below it. */
export function paint(colors: Colors, text: string, ink: Paint | null, ground: Paint | null = null): string {
  const inked = ink === null ? text : colors[ink](text);
  return ground === null ? inked : onGround(colors, inked, ground);
}

function onGround(colors: Colors, text: string, ground: Paint): string {
  const name = ground === "gray" ? "blackBright" : ground;
  const key = `bg${name[0]?.toUpperCase()}${name.slice(1)}` as `bg${Capitalize<Hue | `${Hue}Bright` | "blackBright">}`;
  return colors[key](text);
}
