import type { PersistentVolume } from '../../model/objects.js';
import { CLAIM, describeKey, VOLUME } from '../../model/references.js';
import type { RunView } from '../../model/texts.js';
import { podCount } from '../../model/words.js';
import type { Attempt } from './attempts.js';
import { html, type Markup } from './markup.js';
import { readyPods } from './ready-pods.js';
import { clockTime } from './times.js';

/** What was proven at the end, or that it was not. */
export function verificationSection(view: RunView, attempts: readonly Attempt[]): Markup {
  const last = attempts.at(-1);
  const verify = last?.steps.findLast(({ id }) => id === 'verify');
  return html`<h2>Verification</h2>
    ${verify?.state === 'finished' ? proven(view, last?.toward ?? 'target', verify.to, attempts[0]?.from ?? 0) : html`<p>${notProven(verify)}</p>`}`;
}

function notProven(verify: Attempt['steps'][number] | undefined): string {
  if (verify === undefined) return 'Not reached: nothing is verified.';
  return verify.state === 'open' ? 'It ended before it was verified.' : `Failed: ${verify.message ?? 'without a word'}`;
}

function proven(view: RunView, toward: Attempt['toward'], at: number, start: number): Markup {
  const { record } = view;
  const volume = toward === 'target' ? view.targetVolume : (record.snapshot.volume ?? view.targetVolume);
  const facts = [
    ...identities(view),
    `spec.csi.volumeAttributes of the volume: ${attributeWords(volume)}`,
    `claim ${record.namespace}/${record.claimName} is Bound to volume ${record.volumeName}, and the volume to the claim`,
    'labels, annotations, mount options and all other fields of both are as planned',
    ...readyWords(view),
  ];
  return html`<p>At ${clockTime(at, start)}, read anew from the cluster:</p>
    <ul class="marked">
      ${facts.map((fact) => html`<li class="okay"><span class="mark">✔</span>${fact}</li>`)}
    </ul>`;
}

/** The uids say whether an object is the one that stood before. */
function identities({ record, entries }: RunView): readonly string[] {
  const { namespace, claimName, volumeName, snapshot } = record;
  return [
    { words: describeKey({ resource: CLAIM, namespace, name: claimName }), before: snapshot.claim?.metadata.uid },
    { words: describeKey({ resource: VOLUME, name: volumeName }), before: snapshot.volume?.metadata.uid },
  ].flatMap(({ words, before }) => {
    const made = entries.findLast(
      (entry) =>
        entry.type === 'outcome' && entry.verb === 'create' && entry.object === words && entry.error === undefined,
    );
    const uid = made?.type === 'outcome' ? made.uid : undefined;
    if (uid !== undefined)
      return [`${words} is a new object, uid ${uid}${before === undefined ? '' : `; before it was ${before}`}`];
    return before === undefined ? [] : [`${words} was kept, uid ${before}`];
  });
}

function attributeWords({ spec }: PersistentVolume): string {
  const attributes = Object.entries(spec.csi?.volumeAttributes ?? {});
  return attributes.length === 0 ? 'none' : attributes.map(([key, value]) => `${key}=${value}`).join(', ');
}

function readyWords({ record, entries }: RunView): readonly string[] {
  const ready = record.workloads
    .filter(({ expectedReady }) => expectedReady > 0)
    .map((workload) => `${podCount(readyPods(workload, entries))} of ${workload.kind} ${workload.name} Ready again`);
  return [...ready, ...record.target.pods.map(({ metadata }) => `Pod ${metadata.name} Ready again`)];
}
