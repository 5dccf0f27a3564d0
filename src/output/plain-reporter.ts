import type { Clock } from '../model/clock.js';
import type { Reporter, RunEvent } from '../model/events.js';
import type { Sink } from '../model/terminal.js';
import { safeText } from './safe-text.js';

/** How long a wait may be silent before it says again what it waits for. In milliseconds. */
const SILENCE_MS = 10_000;

/** One dated line for each thing that happens: for logs, pipes and screen readers. */
export function plainReporter(sink: Sink, clock: Clock): Reporter {
  let title = '';
  let lastWait = { what: '', at: 0 };

  const line = (text: string): void => {
    sink.write(`${new Date(clock.now()).toISOString()} ${safeText(text)}\n`);
  };

  return {
    report(event: RunEvent) {
      switch (event.type) {
        case 'run-started':
          line(`run ${event.run}`);
          return;
        case 'step-started':
          title = event.title;
          line(title);
          return;
        case 'waiting': {
          if (event.blockers.length === 0) return;
          if (event.what === lastWait.what && clock.now() - lastWait.at < SILENCE_MS) return;
          lastWait = { what: event.what, at: clock.now() };
          line(`  waiting for ${event.what}: ${event.blockers.join('; ')}`);
          return;
        }
        case 'changed':
          // A step that is one change has said so by its title.
          if (!title.includes(event.object)) line(`  ${event.verb} ${event.object}`);
          return;
        case 'step-finished':
          line(
            `  done in ${(event.elapsedMs / 1000).toFixed(1)} s${event.note === undefined ? '' : `, ${event.note}`}`,
          );
          return;
        case 'step-failed':
          line(`  failed: ${event.title}`);
          return;
        case 'warning':
          line(`  warning: ${event.message}`);
          return;
        case 'run-finished':
          return;
      }
    },
  };
}
