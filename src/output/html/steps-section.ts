import type { RunView } from '../../model/texts.js';
import { journalLines } from '../run-words.js';
import { timed, type Attempt, type StepRun, type TimedEntry } from './attempts.js';
import { html, NOTHING, type Markup } from './markup.js';
import { table } from './table.js';
import { clockTime, duration } from './times.js';

/** Every step that was begun, by the numbers of the time line. */
export function stepsSection(attempts: readonly Attempt[]): Markup {
  const start = attempts[0]?.from ?? 0;
  const steps = attempts.flatMap((attempt) => attempt.steps);
  if (steps.length === 0)
    return html`<h2>Steps</h2>
      <p>It ended before its first step.</p>`;
  const rows = steps.map(
    (step, index) =>
      html`<tr>
        <td class="number">${index + 1}</td>
        <td>${step.title}</td>
        <td>${clockTime(step.from, start)}</td>
        <td class="number">${duration(step.to - step.from)}</td>
        <td>${ending(step)}</td>
      </tr> `,
  );
  return html`<h2>Steps</h2>
    ${table(['No.', 'Step', 'Begun', 'Took', 'How it ended'], rows)}`;
}

function ending({ state, message }: StepRun): string {
  const words = { finished: 'done', failed: 'failed', open: 'the program ended in it' }[state];
  return message === undefined ? words : `${words}: ${message}`;
}

/** The Pods that were asked to stop or made anew, each with the time. */
export function podsSection({ record, entries }: RunView, start: number): Markup {
  const asked = timed(entries).filter(
    (entry): entry is Extract<TimedEntry, { readonly type: 'outcome' }> =>
      entry.type === 'outcome' && entry.object.startsWith('Pod '),
  );
  if (asked.length === 0) return NOTHING;
  const known = new Map(record.snapshot.pods.map((pod) => [pod.metadata.uid, pod]));
  const rows = asked.map(({ object, verb, uid, error, ms }) => {
    const node = (known.get(uid)?.['spec'] as { readonly nodeName?: string } | undefined)?.nodeName ?? '';
    const before = verb === 'create' || known.has(uid) ? '' : ', which came after the plan';
    return html`<tr>
      <td>${object.slice('Pod '.length)}${before}</td>
      <td>${node}</td>
      <td>${VERBS[verb] ?? verb}</td>
      <td>${clockTime(ms, start)}</td>
      <td>${error ?? 'done'}</td>
    </tr> `;
  });
  return html`<h3>Pods</h3>
    ${table(['Pod', 'Node', 'What was asked', 'At', 'Answer'], rows)}`;
}

const VERBS: Readonly<Record<string, string>> = {
  delete: 'stop (delete)',
  evict: 'stop (evict)',
  create: 'create again',
};

/** The journal from its first line to its last. */
export function journalSection(view: RunView): Markup {
  const rows = journalLines(view).map(
    ({ at, words }) =>
      html`<tr>
        <td class="number">${at}</td>
        <td>${words}</td>
      </tr> `,
  );
  if (rows.length === 0) return NOTHING;
  return html`<h2>Journal</h2>
    <details>
      <summary>All ${rows.length} lines, in the order in which they were written</summary>
      ${table(['Time', 'What'], rows)}
    </details>`;
}
