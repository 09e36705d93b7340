/** How the library tells what it does, to those who ask. */

/**
 * Receives what the library has to say; it prints nothing itself. `details` is plain data. Any of the
 * functions may be missing; what they throw is ignored. `console` is a logger.
 */
export interface Logger {
  debug?(message: string, details?: Readonly<Record<string, unknown>>): void;
  info?(message: string, details?: Readonly<Record<string, unknown>>): void;
  warn?(message: string, details?: Readonly<Record<string, unknown>>): void;
  error?(message: string, details?: Readonly<Record<string, unknown>>): void;
}
