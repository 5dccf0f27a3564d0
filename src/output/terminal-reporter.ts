import ora, { type Ora } from 'ora';
import type { Reporter, RunEvent } from '../model/events.js';
import { safeText } from './safe-text.js';
import { mark, type Style } from './style.js';
import { wrapped } from './wrap.js';

/** One line for each step with a spinner while it runs, and inside it what is waited for. Only for terminals with a width (LIBRARIES.md). */
export function terminalReporter(stream: NodeJS.WriteStream, style: Style): Reporter & { stop(): void } {
  let spinner: Ora | undefined;
  let title = '';

  const write = (line: string): void => {
    // As wide as it is by now: the size may have changed on the way.
    stream.write(
      wrapped(line, stream.columns)
        .map((part) => `${part}\n`)
        .join(''),
    );
  };
  const finish = (line: string): void => {
    spinner?.stop();
    spinner = undefined;
    write(line);
  };

  return {
    stop() {
      spinner?.stop();
      spinner = undefined;
    },
    report(event: RunEvent) {
      switch (event.type) {
        case 'step-started':
          title = safeText(event.title);
          spinner = ora({
            text: title,
            stream,
            discardStdin: false,
            color: style.colour ? 'cyan' : false,
            spinner: style.unicode ? 'dots' : 'line',
          }).start();
          return;
        case 'waiting':
          if (spinner !== undefined) spinner.text = waitingText(title, event.blockers, event.sinceMs);
          return;
        case 'step-finished': {
          const note = event.note === undefined ? '' : `, ${safeText(event.note)}`;
          finish(`${mark('okay', style)} ${title} (${(event.elapsedMs / 1000).toFixed(1)} s)${note}`);
          return;
        }
        case 'step-failed':
          finish(`${mark('error', style)} ${title}`);
          return;
        case 'warning':
          spinner?.clear();
          write(`${mark('warning', style)} ${safeText(event.message)}`);
          return;
        case 'run-started':
        case 'changed':
        case 'run-finished':
          return;
      }
    },
  };
}

function waitingText(title: string, blockers: readonly string[], sinceMs: number): string {
  if (blockers.length === 0) return title;
  const [first = '', ...others] = blockers.map(safeText);
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  return `${title}, ${Math.round(sinceMs / 1000)} s: ${first}${more}`;
}
