import { downtimes } from '../../model/downtime.js';
import type { RunView } from '../../model/texts.js';
import { timed, type Attempt } from './attempts.js';
import type { Lane, Span } from './lane.js';
import { html, NOTHING, type Markup } from './markup.js';
import { objectLanes } from './object-lanes.js';
import { scaleFor, type Scale } from './scale.js';
import { table } from './table.js';
import { clockTime, duration, moment } from './times.js';
import { workloadLanes } from './workload-lanes.js';

/** Less room than this, in per cent, shows no words. */
const ROOM_FOR_WORDS = 7;
const ROOM_FOR_NUMBER = 2.4;

const LEGEND: readonly (readonly [Span['tone'], string])[] = [
  ['old', 'as it was'],
  ['going', 'on its way out'],
  ['gone', 'not there'],
  ['made', 'new'],
  ['good', 'as it is to be'],
  ['down', 'not whole'],
];

/** What claim, volume, mount and workloads went through, drawn, and once more as a table for whoever cannot see it. */
export function timeLine({ record, entries }: RunView, attempts: readonly Attempt[]): Markup {
  const [from, end] = [attempts[0]?.from ?? 0, attempts.at(-1)?.to ?? 0];
  if (end <= from) return html`<p>Nothing was written down that took any time.</p>`;
  const told = timed(entries);
  const lanes = [...objectLanes(record, told, from, end), ...workloadLanes(record, entries, from, end)];
  const scale = scaleFor(attempts);
  const down = downtimes(entries).map(({ from: start, to }): Span => ({
    from: Date.parse(start),
    to: to === undefined ? end : Date.parse(to),
    tone: 'down',
    words: '',
  }));
  return html`<div class="line" aria-hidden="true">
      ${lanes.map((lane) =>
        row(
          lane.name,
          lane.spans.map((span) => bar(span, scale)),
          down,
          scale,
        ),
      )}
      ${row('Steps', stepBars(attempts, scale), down, scale)}
      <div class="row axis">
        <div></div>
        <div class="track">
          ${scale.ticks.map(({ at, words }) => html`<span class="tick" style="left:${at}%">${words}</span>`)}
        </div>
      </div>
    </div>
    <p class="quiet">
      From ${moment(new Date(from).toISOString())}, by the clock of the machine that it ran on. The shaded part is the
      downtime: from when the first Pod was asked to stop until all were Ready again.${breakWords(scale)}
    </p>
    <p class="quiet legend">${LEGEND.map(([tone, words]) => html`<span class="bar ${tone}"></span> ${words} `)}</p>
    <details>
      <summary>The same as a table</summary>
      ${lanesTable(lanes, from)}
    </details> `;
}

function row(name: string, bars: readonly Markup[], down: readonly Span[], scale: Scale): Markup {
  return html`<div class="row">
    <div class="name">${name}</div>
    <div class="track">
      ${down.map((span) => html`<span class="shade" style="${place(span, scale)}"></span>`)}${bars}${scale.breaks.map(({ at, width }) => html`<span class="break" style="left:${at}%;width:${width}%"></span>`)}
    </div>
  </div> `;
}

function bar(span: Span, scale: Scale): Markup {
  const width = scale.place(span.to) - scale.place(span.from);
  const words = width < ROOM_FOR_WORDS ? NOTHING : html`${span.words}`;
  return html`<span
    class="bar ${span.tone}"
    style="${place(span, scale)}"
    title="${span.words}, ${duration(span.to - span.from)}"
    >${words}</span
  >`;
}

/** Each step with the number that the list of steps gives it. */
function stepBars(attempts: readonly Attempt[], scale: Scale): readonly Markup[] {
  return attempts
    .flatMap(({ steps }) => steps)
    .map((step, index) => {
      const width = scale.place(step.to) - scale.place(step.from);
      const number = width < ROOM_FOR_NUMBER ? NOTHING : html`${index + 1}`;
      const tone = step.state === 'finished' ? 'step' : 'step failed';
      return html`<span
        class="bar ${tone}"
        style="${place(step, scale)}"
        title="${index + 1}. ${step.title}, ${duration(step.to - step.from)}"
        >${number}</span
      >`;
    });
}

function place({ from, to }: Pick<Span, 'from' | 'to'>, { place: at }: Scale): string {
  const left = at(from);
  return `left:${left}%;width:${Math.max(0, Math.round((at(to) - left) * 100) / 100)}%`;
}

function breakWords({ breaks }: Scale): string {
  if (breaks.length === 0) return '';
  const pauses = breaks.map(({ words }) => words).join(', ');
  return ` Hatched: ${pauses} in which no run was at work, drawn shorter; each attempt has its own scale.`;
}

function lanesTable(lanes: readonly Lane[], start: number): Markup {
  const rows = lanes.flatMap(({ name, spans }) =>
    spans.map(
      (span) =>
        html`<tr>
          <th scope="row">${name}</th>
          <td>${span.words}</td>
          <td>${clockTime(span.from, start)}</td>
          <td>${clockTime(span.to, start)}</td>
          <td>${duration(span.to - span.from)}</td>
        </tr> `,
    ),
  );
  return table(['What', 'How it stood', 'From', 'To', 'For'], rows);
}
