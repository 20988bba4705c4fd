// One question at a time, and the newest next: an answer about a text that is gone is never shown.

/**
 * A function that asks `ask(job)` and hands `told(job, answer)` on. While a question is under way the newest job waits;
 * those between are dropped. `failed(error)` hears of a refusal.
 */
export function newestOnly(ask, told, failed) {
  let waiting = null;
  let busy = false;

  async function work() {
    busy = true;
    while (waiting) {
      const job = waiting;
      waiting = null;
      try {
        const answer = await ask(job);
        if (!waiting) told(job, answer);
      } catch (error) {
        if (!waiting) failed(error);
      }
    }
    busy = false;
  }

  return (job) => {
    waiting = job;
    if (!busy) work();
  };
}
