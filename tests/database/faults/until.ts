/** Waiting for what another session does. */

/** Waits until it is so. @throws Error it is not, 30 s later */
export async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (const end = performance.now() + 30_000; !(await isSo()); ) {
    if (performance.now() > end) throw new Error("it never was so");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
