/** A site as it is described for a database that is to be filled: its resources and its jobs. */

/** A column of the site's own, as `oarproperty` makes it. */
export interface SampleColumn {
  readonly name: string;
  readonly type: "integer" | "varchar(255)";
}

/** A resource: values by column. What is not given has OAR's default. */
export interface SampleResource {
  /** `default` unless given. */
  readonly type?: string;
  /** Name of its node. */
  readonly node: string;
  /** Values of the site's columns. */
  readonly properties?: Readonly<Record<string, string | number>>;
}

/** A group of resources that an alternative asks for. */
export interface SampleGroup {
  /** Property filter. Default: none. */
  readonly property?: string;
  /** `[level, count]`, parent first. */
  readonly levels: readonly (readonly [level: string, count: number])[];
}

/** One way in which a job may run. */
export interface SampleMoldable {
  /** Seconds. */
  readonly walltime: number;
  readonly groups: readonly SampleGroup[];
}

/** When and where a reservation runs. */
export interface SampleReservation {
  /** Epoch seconds. */
  readonly start: number;
  /** Ids of the resources. */
  readonly resources: readonly number[];
}

/** A job that waits. */
export interface SampleJob {
  /** From 1; no two have the same. */
  readonly id: number;
  readonly user: string;
  readonly queue: string;
  /** Epoch seconds. */
  readonly submissionTime: number;
  readonly moldables: readonly SampleMoldable[];
  readonly name?: string;
  readonly project?: string;
  /** Property filter. Default: none. */
  readonly properties?: string;
  readonly types?: readonly string[];
  /** Ids of the jobs that must have ended well before. */
  readonly after?: readonly number[];
  /**
   * It is an advance reservation that was accepted, of its first alternative. One that is still to be examined makes no
   * sense without a client that waits for the answer: it would be accepted, and then killed.
   */
  readonly reservation?: SampleReservation;
}

/** All of it. */
export interface SampleSite {
  readonly columns: readonly SampleColumn[];
  /** By ascending id, from 1. */
  readonly resources: readonly SampleResource[];
  readonly jobs: readonly SampleJob[];
}
