/** Yielding to other work on this thread: timers, events, the page. */

/** Milliseconds between yields of a loop: the duration of a frame at 60 Hz. */
const INTERVAL = 16;

/** Schedules the yields of a loop. */
export class Turns {
  #due = performance.now() + INTERVAL;

  /** Whether the loop should yield. */
  get areDue(): boolean {
    return performance.now() >= this.#due;
  }

  /** Yields until all work waiting now has run. */
  async take(): Promise<void> {
    await new Promise<void>((resolve) => {
      // Nested timers have a minimum delay of four milliseconds in pages.
      if (typeof setImmediate === 'function') setImmediate(resolve);
      else if (typeof MessageChannel === 'function') afterMessage(resolve);
      else setTimeout(resolve);
    });
    this.#due = performance.now() + INTERVAL;
  }
}

function afterMessage(resolve: () => void): void {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    resolve();
  };
  port2.postMessage(undefined);
}
