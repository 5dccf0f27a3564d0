import { downtimes, lengthOf } from '../../model/downtime.js';
import type { RunView } from '../../model/texts.js';
import type { Attempt } from './attempts.js';
import { html, NOTHING, type Markup } from './markup.js';
import { duration, moment } from './times.js';

/** What the page is about, and how it ended. */
export function headSection(view: RunView, attempts: readonly Attempt[]): Markup {
  const { record } = view;
  return html`<h1>${titleOf(view)}</h1>
    ${verdict(view, attempts)}
    <dl class="facts">
      ${facts(view, attempts).map(
        ([term, value]) =>
          html`<dt>${term}</dt>
            <dd>${value}</dd>`,
      )}
      <dt>Began</dt>
      <dd>${moment(record.startedAt)}</dd>
    </dl>`;
}

export function titleOf({ record }: RunView): string {
  const isRecreation = record.steps.some(({ id }) => id === 'create-claim' || id === 'create-volume');
  return `${isRecreation ? 'Recreation' : 'Change'} of claim ${record.namespace}/${record.claimName} and volume ${record.volumeName}`;
}

function verdict({ state, entries }: RunView, attempts: readonly Attempt[]): Markup {
  const end = attempts.at(-1)?.to ?? 0;
  const why = entries.findLast((entry) => entry.type === 'ended');
  const message = why?.type === 'ended' && why.message !== undefined ? html`<p>${why.message}</p>` : NOTHING;
  const at = moment(new Date(end).toISOString());
  switch (state) {
    case 'done':
      return html`<div class="verdict good">✔ Done and verified, ${at}</div>`;
    case 'rolled back':
      return html`<div class="verdict careful">✔ Taken back: the snapshot stands again, verified, ${at}</div>`;
    case 'unchanged':
      return html`<div class="verdict">Nothing was changed; it stopped before, ${at}${message}</div>`;
    case 'overtaken':
      return html`<div class="verdict careful">
        Not finished; a later run has worked on the volume since, ${at}${message}
      </div>`;
    case 'unfinished':
      return html`<div class="verdict bad">
        ✖ Not finished; it stopped on its way, ${at}${message}
        <p><a href="#next">What to do next</a></p>
      </div>`;
  }
}

function facts(
  { record, folder, entries, targetVolume }: RunView,
  attempts: readonly Attempt[],
): readonly (readonly [string, string])[] {
  const { cluster, driver } = record;
  const bucket = targetVolume.spec.csi?.volumeAttributes?.['bucketName'];
  const down = downtimes(entries).map((downtime) => {
    const ms = lengthOf(downtime);
    return `${downtime.kind} ${downtime.name} ${ms === undefined ? 'is not whole yet' : duration(ms)}`;
  });
  return [
    ['Run', record.id],
    ['Cluster', `${cluster.context === '' ? '' : `${cluster.context}, `}${cluster.server}`],
    ...(bucket === undefined ? [] : [['Bucket', bucket] as const]),
    ...(driver === undefined ? [] : [['Driver', driver.version ?? driver.generation] as const]),
    ['Took', tookWords(attempts)],
    ['Downtime', down.length === 0 ? 'none' : down.join('; ')],
    ['Snapshot', `${folder}/snapshot`],
  ];
}

function tookWords(attempts: readonly Attempt[]): string {
  const took = duration(attempts.reduce((sum, { from, to }) => sum + to - from, 0));
  return attempts.length === 1 ? took : `${took} in ${attempts.length} attempts`;
}
