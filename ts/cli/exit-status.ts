/** Exit statuses of every command. They are part of the interface: scripts test them. */
export const EXIT = {
  /** Everything asked for was done, or the reader of our output has gone away. */
  ok: 0,
  /** Our fault: the module could not be loaded, the engine crashed, or a bug. */
  ours: 1,
  /** Bad input: a file that cannot be read, a scenario that is wrong, a wrong command line. */
  badInput: 2,
} as const;

/** One of {@link EXIT}. */
export type ExitStatus = (typeof EXIT)[keyof typeof EXIT];
