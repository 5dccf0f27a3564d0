import { createTwoFilesPatch } from 'diff';
import { stringify } from 'yaml';
import type { KubernetesObject } from '../model/objects.js';
import type { Observation } from '../model/observation.js';
import type { Target } from '../model/plan.js';
import { isEqualJson } from './changes.js';
import { LAST_APPLIED } from './last-applied.js';
import { claimManifest, volumeManifest } from './manifest.js';

interface Between {
  readonly observed: Pick<Observation, 'namespace' | 'claimName' | 'claim' | 'volume'>;
  readonly target: Target;
}

/** What changes in the two manifests, as a unified diff of YAML; empty where both stay as they are. */
export function manifestDiff({ observed, target }: Between): string {
  const volume = observed.volume === undefined ? undefined : volumeManifest(observed.volume);
  const claim = observed.claim === undefined ? undefined : claimManifest(observed.claim);
  return [
    diffOf(`volume ${target.volume.metadata.name}`, volume, target.volume),
    diffOf(`claim ${observed.namespace}/${observed.claimName}`, claim, target.claim),
  ].join('');
}

function diffOf(name: string, before: KubernetesObject | undefined, after: KubernetesObject): string {
  // Most often; writing YAML takes longer than comparing.
  if (before !== undefined && isEqualJson(before, after)) return '';
  const [left, right] = [before === undefined ? '' : text(before), text(after)];
  if (left === right) return '';
  const patch = createTwoFilesPatch(name, name, left, right, before === undefined ? '(missing)' : '(now)', '(after)', {
    context: 3,
  });
  // The library puts a header above the two names.
  return `${patch.slice(patch.indexOf('--- ')).trimEnd()}\n`;
}

/** Keys sorted, so that only real differences show; kubectl's own copy of the manifest would say everything twice. */
function text(object: KubernetesObject): string {
  const { [LAST_APPLIED]: own, ...annotations } = object.metadata.annotations ?? {};
  const { annotations: all, ...rest } = object.metadata;
  const metadata = { ...rest, ...(Object.keys(annotations).length === 0 ? {} : { annotations }) };
  return stringify({ ...object, metadata }, { version: '1.1', sortMapEntries: true, lineWidth: 0 });
}
