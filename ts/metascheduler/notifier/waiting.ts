/** Waiting, but not for ever. */

/** Time limit for one step with one peer (section 10.8 of the database reference), in milliseconds. */
export const PATIENCE = 5_000;

/**
 * Waits for `work`, at most so long. What it ends with, an error too, is its own affair.
 *
 * @param milliseconds below 1: it is not waited for
 * @returns whether it ended in time
 */
export async function settledWithin(work: Promise<unknown>, milliseconds: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), Math.max(0, milliseconds));
  });
  const settled = work.then(
    () => true,
    () => true,
  );
  try {
    return await Promise.race([settled, late]);
  } finally {
    clearTimeout(timer);
  }
}
