/** What a daemon is given. */
import type { Leadership, Session } from "../../database/index.js";
import type { Logger } from "../../engine/index.js";

/** What a round has to say to a daemon; a report of `runRound` is one. */
export interface RoundOutcome {
  /** 1: another round is wanted as soon as may be. */
  readonly exitCode: 0 | 1 | 2;
  /** How many jobs; nothing where it is not known. */
  readonly placed?: number | null;
  readonly accepted?: number;
  readonly refused?: number;
  readonly launched?: number;
  readonly killed?: number;
}

/** What a round is run with. */
export interface Lead {
  /** The session that holds the lock. A round reads and writes with it and with no other one. */
  readonly session: Session;
  /** To be made in each group of writes. */
  readonly check: Leadership["check"];
  /** What is under way is to end: the daemon stops and waits no longer, or it does not lead any more. */
  readonly signal: AbortSignal;
  /** The daemon was told to stop. */
  readonly stopping: AbortSignal;
}

/** The times of a daemon, in seconds. */
export interface Times {
  /** From the beginning of a round to that of the next, when nobody asks for one. */
  readonly period: number;
  /** Least time between the beginnings of two rounds. */
  readonly throttle: number;
  /** How long a leader that says nothing stays leader, see `tryLead`. */
  readonly lease: number;
  /** How often a daemon that waits tries to become leader. */
  readonly standby: number;
  /** First pause after an error; each further one is twice as long. */
  readonly backoff: number;
  /** Longest pause after an error. */
  readonly longestBackoff: number;
  /** How long a daemon that is to stop waits for its round. */
  readonly patience: number;
}

/** The times where nothing else is asked for. The period is that of a site whose clients do not notify. */
export const TIMES: Times = {
  period: 30,
  throttle: 5,
  lease: 60,
  standby: 5,
  backoff: 1,
  longestBackoff: 60,
  patience: 20,
};

/** How to serve. */
export interface DaemonOptions {
  /** Opens a session on the database. It is called again whenever a session was lost. */
  readonly open: () => Promise<Session>;
  /** Runs one round. It is called by the leader only, never twice at a time. */
  readonly round: (lead: Lead) => Promise<RoundOutcome>;
  readonly log: Logger;
  /** Aborted when the daemon is to stop. */
  readonly stop: AbortSignal;
  /** Aborted when a daemon that is to stop must not wait for its round. Default: it waits for as long as its patience. */
  readonly hurry?: AbortSignal;
  readonly times?: Partial<Times>;
  /** Where metrics and health are told, on 127.0.0.1. 0: any free port. Default: nowhere. */
  readonly port?: number;
}
