import { stringify } from 'yaml';
import type { KubernetesObject, PersistentVolume, PersistentVolumeClaim } from '../model/objects.js';
import { withoutLastApplied } from './last-applied.js';
import { claimManifest, volumeManifest } from './manifest.js';

/** Volume and claim as one text for a person's editor, without what the server sets; kubectl's own copy of the manifest follows by itself. */
export function editText(volume: PersistentVolume, claim: PersistentVolumeClaim): string {
  return [volumeManifest(volume), claimManifest(claim)]
    .map((object) => yamlOf(withoutLastApplied(object)))
    .join('---\n');
}

/** The text below a head that says what may be edited, and what was wrong with the last attempt. */
export function withHead(text: string, problem?: string): string {
  const wrong = problem === undefined ? [] : ['', 'It could not be used as it was saved:', ...problem.split('\n')];
  return `${[...HEAD, ...wrong, ''].map((line) => `# ${line}`.trimEnd()).join('\n')}\n${text}`;
}

/** The text without the lines that are comments as a whole. */
export function withoutComments(text: string): string {
  return text
    .split(/\r?\n/)
    .filter((line) => !line.startsWith('#'))
    .join('\n');
}

const HEAD = [
  'Edit the volume and its claim below. Lines that begin with # are ignored;',
  'an empty file, or one without a change, gives up. Once it is saved and',
  'closed, the plan is shown and you are asked.',
  '',
  'May be edited: volumeAttributes and the rest of spec.csi (the objects are',
  'recreated); mountOptions, labels, annotations, capacity and',
  'persistentVolumeReclaimPolicy (changed in place).',
  'Has to stay: the names, the namespace, spec.csi.driver, spec.claimRef and',
  'spec.volumeName.',
];

function yamlOf(object: KubernetesObject): string {
  return stringify(object, { version: '1.1', lineWidth: 0 });
}
