/** Jobs by chance, always the same for the same seed. */
import type { Job, Moldable } from "../../../ts/model/index.js";
import { Dice } from "../../worlds/dice.js";
import { FILTERS, type JobKind, type Sample, type Span, type Twist } from "./samples.js";
import { allOf, blocksOf } from "./site.js";

/** Users, of ten projects. */
const USERS = 20;
const PROJECTS = 10;

/** What the jobs of a workload are drawn from. */
export interface Draw {
  readonly sample: Sample;
  readonly jobs: number;
  readonly resources: number;
  /** The same seed draws the same jobs. */
  readonly seed: string;
}

/** A job's kind, walltime and count. */
interface Wish {
  readonly kind: JobKind;
  readonly walltime: number;
  readonly count: number;
}

function spin(dice: Dice, [min, max, step]: Span): number {
  return min + step * dice.int(0, Math.floor((max - min) / step));
}

/** How many jobs each kind has. */
export function shares(kinds: readonly JobKind[], jobs: number): number[] {
  const counts = kinds.slice(0, -1).map(({ tenths }) => Math.floor((tenths * jobs) / 10));
  return [...counts, jobs - counts.reduce((sum, count) => sum + count, 0)];
}

function drawWishes({ sample: { kinds }, jobs, seed }: Draw): Wish[] {
  const dice = new Dice(`${seed} wishes`);
  const wishes = shares(kinds, jobs).flatMap((share, index) => {
    const kind = kinds[index] as JobKind;
    return dice.times(share, () => ({ kind, walltime: spin(dice, kind.walltime), count: spin(dice, kind.count) }));
  });
  return kinds.length > 1 ? dice.shuffle(wishes) : wishes;
}

function moldable(id: number, filter: string, { kind, walltime, count }: Wish): Moldable {
  const inner: [string, number] = [kind.level, count];
  return { id, walltime, requests: [{ filter, levels: kind.within ? [[kind.within, 1], inner] : [inner] }] };
}

/** Half of the nodes each. */
function drawFilters(resources: number, seed: string): string[] {
  const dice = new Dice(`${seed} filters`);
  const nodes = blocksOf(resources, "nodes");
  const order = nodes.map((_, index) => index);
  const half = () => dice.shuffle(order).slice(0, Math.ceil(nodes.length / 2));
  return dice.times(FILTERS, () =>
    half()
      .sort((a, b) => a - b)
      .map((index) => nodes[index])
      .join(" "),
  );
}

/** What a twist adds to a job. */
function twisted(twist: Twist | undefined, id: number, wish: Wish, filter: string): Partial<Job> {
  if (twist === "moldables") {
    const slow = { ...wish, walltime: 2 * wish.walltime, count: Math.ceil(wish.count / 2) };
    return { moldables: [moldable(2 * id, filter, wish), moldable(2 * id + 1, filter, slow)] };
  }
  if (twist === "dependencies" && id % 4 === 0) return { dependencies: [{ job: id - 1, state: "Waiting" }] };
  return {};
}

/** Waiting jobs with ids from 1 on, in the order in which they are placed. */
export function drawJobs(draw: Draw): Job[] {
  const { sample, resources, seed } = draw;
  const people = new Dice(`${seed} people`);
  const filters = sample.twist === "filters" ? drawFilters(resources, seed) : [allOf(resources)];
  return drawWishes(draw).map((wish, index) => {
    const [id, user] = [index + 1, people.int(1, USERS)];
    const filter = people.pick(filters);
    return {
      id,
      queue: "default",
      user: `user${user}`,
      project: `project${(user % PROJECTS) + 1}`,
      moldables: [moldable(id, filter, wish)],
      ...twisted(sample.twist, id, wish, filter),
    };
  });
}
