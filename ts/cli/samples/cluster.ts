/** A small cluster and a morning's jobs: something of everything that OAR's users ask for. */
import type { SampleGroup, SampleJob, SampleMoldable, SampleResource, SampleSite } from "../../database/index.js";

/** Nodes of one kind. */
interface Partition {
  readonly cluster: string;
  readonly nodes: number;
  /** Processors of a node, cores of a processor. */
  readonly cpus: number;
  readonly cores: number;
  /** Gigabytes of a node. */
  readonly mem: number;
  readonly gpu: "YES" | "NO";
}

const PARTITIONS: readonly Partition[] = [
  { cluster: "azur", nodes: 6, cpus: 2, cores: 4, mem: 32, gpu: "NO" },
  { cluster: "sol", nodes: 2, cpus: 2, cores: 8, mem: 128, gpu: "YES" },
];

const MINUTE = 60;
const HOUR = 3600;

/** A resource for each core, numbered as OAR numbers processors and cores: through the whole site. */
function resources(): SampleResource[] {
  let cpu = 0;
  return PARTITIONS.flatMap(({ cluster, nodes, cpus, cores, mem, gpu }) =>
    range(nodes * cpus).flatMap((index) => {
      cpu += 1;
      const node = `${cluster}-${Math.floor(index / cpus) + 1}`;
      return range(cores).map(() => ({ node, properties: { cluster, cpu, mem, gpu } }));
    }),
  ).map(({ node, properties }, index) => ({ node, properties: { ...properties, core: index + 1 } }));
}

/** A job before it has a number. */
type Wish = Omit<SampleJob, "id" | "submissionTime">;

const cores = (count: number, property?: string): SampleGroup => group([["resource_id", count]], property);
const nodes = (count: number, property?: string): SampleGroup => group([["network_address", count]], property);
const group = (levels: SampleGroup["levels"], property?: string): SampleGroup => ({
  levels,
  ...(property !== undefined && { property }),
});
const during = (walltime: number, ...groups: SampleGroup[]): SampleMoldable => ({ walltime, groups });

function wish(user: string, name: string, moldables: readonly SampleMoldable[], more: Partial<Wish> = {}): Wish {
  return { user, name, project: PROJECTS[user] ?? "", queue: "default", moldables, ...more };
}

/** Runs on what nobody else needs, and is killed when somebody does. */
function besteffort(name: string, moldable: SampleMoldable): Wish {
  const more = { queue: "besteffort", types: ["besteffort"], properties: "besteffort = 'YES'" };
  return wish("fay", name, [moldable], more);
}

const PROJECTS: Readonly<Record<string, string>> = {
  ada: "climate",
  bob: "climate",
  cleo: "proteins",
  dan: "learning",
  eve: "learning",
  fay: "sweep",
};

/** The jobs in the order of their submission. */
function wishes(now: number): Wish[] {
  return [
    wish("root", "health-check", [during(10 * MINUTE, nodes(1))], { queue: "admin" }),
    wish("ada", "ocean", [during(4 * HOUR, nodes(3, "cluster = 'azur'"))]),
    ...range(8).map((index) => wish("cleo", `fold-${index + 1}`, [during(90 * MINUTE, cores(4))])),
    wish("dan", "train", [during(6 * HOUR, nodes(1, "gpu = 'YES'"))]),
    wish("dan", "evaluate", [during(HOUR, cores(4, "gpu = 'YES'"))], { after: [11] }),
    // Either many cores for a short time or few for a long one, whichever ends first.
    wish("bob", "coupled", [during(2 * HOUR, nodes(4)), during(5 * HOUR, nodes(2))]),
    // On azur-5 and azur-6, and on the first four nodes.
    wish("eve", "course", [during(2 * HOUR, nodes(2, "cluster = 'azur'"))], {
      reservation: { start: now + 3 * HOUR, resources: range(16).map((index) => index + 33) },
    }),
    wish("eve", "exam", [during(HOUR, nodes(4))], {
      reservation: { start: now + 26 * HOUR, resources: range(32).map((index) => index + 1) },
    }),
    wish("ada", "assimilate", [during(3 * HOUR, cores(24))], { after: [2] }),
    // One node of each kind.
    wish("bob", "visualise", [during(30 * MINUTE, nodes(1, "mem > 64"), nodes(1, "mem <= 64"))]),
    ...range(6).map((index) => wish("cleo", `dock-${index + 1}`, [during(45 * MINUTE, cores(8, "mem >= 32"))])),
    wish("dan", "tune", [during(8 * HOUR, cores(16, "gpu = 'YES' AND mem > 64"))]),
    wish("eve", "notebook", [during(2 * HOUR, cores(2))]),
    wish("ada", "archive", [during(20 * MINUTE, cores(1))], { after: [2, 16] }),
    wish("bob", "ensemble", [during(12 * HOUR, nodes(2)), during(24 * HOUR, nodes(1))]),
    wish("bob", "spectra", [
      during(
        HOUR,
        group([
          ["network_address", 4],
          ["resource_id", 2],
        ]),
      ),
    ]),
    ...range(10).map((index) => besteffort(`sweep-${index + 1}`, during(HOUR, cores(3)))),
    // A place that is reserved first, and a job inside of it.
    wish("cleo", "lab", [during(4 * HOUR, nodes(1, "cluster = 'azur'"))], { types: ["container"] }),
    wish("cleo", "bench", [during(HOUR, cores(4))], { types: ["inner=39"] }),
    // More than there is: it is left out, and explain says why.
    wish("ada", "too-large", [during(HOUR, nodes(12))]),
  ];
}

/**
 * The cluster: 8 nodes of two kinds with 80 cores, and 41 jobs that were submitted, one every 20 seconds, until now.
 *
 * @param now epoch seconds
 */
export function sampleCluster(now: number): SampleSite {
  const jobs = wishes(now);
  return {
    columns: [
      { name: "cluster", type: "varchar(255)" },
      { name: "cpu", type: "integer" },
      { name: "core", type: "integer" },
      { name: "mem", type: "integer" },
      { name: "gpu", type: "varchar(255)" },
    ],
    resources: resources(),
    jobs: jobs.map((job, index) => ({ ...job, id: index + 1, submissionTime: now - (jobs.length - index) * 20 })),
  };
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}
