/** Waiting that somebody can end. */

/** A bell that whoever waits hears, and that is remembered until somebody waits. */
export class Alarm {
  #rung = false;
  #wake: (() => void) | null = null;

  /** Ends the wait that is under way, or the next one. */
  ring(): void {
    this.#rung = true;
    this.#wake?.();
  }

  /** Forgets that it rang. */
  reset(): void {
    this.#rung = false;
  }

  /** Waits until it rings, at most for so many seconds. */
  async wait(seconds: number): Promise<void> {
    if (!this.#rung) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, seconds * 1000);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      this.#wake = null;
    }
    this.#rung = false;
  }
}
