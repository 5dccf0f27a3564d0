import type { Clock } from '../../model/clock.js';
import type { RunEvent } from '../../model/events.js';
import type { PlanView } from '../../model/texts.js';
import { planDocument } from './plan-document.js';
import { SCHEMA } from './schema.js';
import { timeOf } from './step-records.js';

/** How often it is said at the most what is waited for. In milliseconds. */
const WAITING_MS = 1000;

/** What happens, an event a line: first the plan with all its steps, then how each goes. */
export function eventLines(write: (line: object) => void, clock: Clock) {
  const held: object[] = [];
  let isAnnounced = false;
  let lastWait = { content: '', at: -Infinity };

  const tell = (line: object): void => {
    if (isAnnounced) write(line);
    else held.push(line);
  };
  /** What came before the plan, such as a wait for the lock, follows it. */
  const release = (): void => {
    isAnnounced = true;
    held.splice(0).forEach(write);
  };
  const isNews = ({ what, blockers }: Extract<RunEvent, { type: 'waiting' }>): boolean => {
    const content = JSON.stringify([what, blockers]);
    if (blockers.length === 0 || content === lastWait.content || clock.now() - lastWait.at < WAITING_MS) return false;
    lastWait = { content, at: clock.now() };
    return true;
  };

  return {
    release,
    announce(view: PlanView): void {
      const { run, folder } = view;
      const begun = { ...(run === undefined ? {} : { run }), ...(folder === undefined ? {} : { folder }) };
      write({ schema: SCHEMA, type: 'plan', time: timeOf(clock.now()), ...begun, plan: planDocument(view) });
      release();
    },
    report(event: RunEvent): void {
      if (event.type === 'waiting' && !isNews(event)) return;
      const line = lineOf(event, timeOf(clock.now()));
      if (line !== undefined) tell(line);
    },
  };
}

/** undefined for what the first and the last line tell. */
function lineOf(event: RunEvent, time: string): object | undefined {
  const { type } = event;
  switch (type) {
    case 'run-started':
    case 'run-finished':
      return undefined;
    case 'step-started':
    case 'step-failed':
      return { type, time, step: event.step, title: event.title };
    case 'waiting':
      return { type, time, step: event.step, what: event.what, waitedMs: event.sinceMs, blockers: event.blockers };
    case 'changed': {
      const { step, verb, object, uid } = event;
      return { type, time, step, verb, object, ...(uid === undefined ? {} : { uid }) };
    }
    case 'step-finished': {
      const { step, title, elapsedMs, note } = event;
      return { type, time, step, title, elapsedMs, ...(note === undefined ? {} : { note }) };
    }
    case 'warning':
      return { type, time, message: event.message };
  }
}
