import { isDeepStrictEqual } from 'node:util';
import type { KubernetesObject } from '../../src/model/objects.js';
import { lastingPart } from './lasting-part.js';
import { REPLICAS } from './scene.js';
import type { Outcome } from './shell.js';
import type { State } from './state.js';

/** Everything that the demo has seen. */
export interface Evidence {
  readonly before: State;
  readonly refusal: Outcome;
  /** NaN when the Pods did not come back. */
  readonly downtimeMs: number;
  readonly after: State;
  readonly again: Outcome;
  readonly end: State;
}

/** One thing that was told, and whether it is so. */
export interface Finding {
  readonly what: string;
  readonly isSo: boolean;
}

const REFUSAL = 'spec.persistentvolumesource is immutable after creation';

export function findings(evidence: Evidence): readonly Finding[] {
  return [
    refusedInPlace(evidence),
    newAttributes(evidence),
    newObject('volume s3-pv', evidence.before.volume, evidence.after.volume),
    newObject('claim s3-pvc', evidence.before.claim, evidence.after.claim),
    boundToEachOther(evidence),
    everythingElse(evidence),
    deploymentNotEdited(evidence),
    podsAreNew(evidence),
    downtime(evidence),
    nothingLeftToDo(evidence),
  ];
}

function refusedInPlace({ refusal }: Evidence): Finding {
  return {
    what: `a change in place is refused: ${REFUSAL}`,
    isSo: refusal.code !== 0 && refusal.text.includes(REFUSAL),
  };
}

function newAttributes({ before, after }: Evidence): Finding {
  const attributes = after.volume.spec.csi?.volumeAttributes ?? {};
  const wanted = { ...before.volume.spec.csi?.volumeAttributes, authenticationSource: 'pod' };
  return { what: `volumeAttributes: ${JSON.stringify(attributes)}`, isSo: isDeepStrictEqual(attributes, wanted) };
}

function newObject(name: string, before: KubernetesObject, after: KubernetesObject): Finding {
  const [old = '', now = ''] = [before.metadata.uid, after.metadata.uid];
  return { what: `${name} is a new one: uid ${old}, now ${now}`, isSo: old !== now };
}

function boundToEachOther({ after: { volume, claim } }: Evidence): Finding {
  const isBound = claim.status?.phase === 'Bound' && claim.spec.volumeName === volume.metadata.name;
  return { what: 'both are Bound to each other', isSo: isBound && volume.spec.claimRef?.uid === claim.metadata.uid };
}

function everythingElse({ before, after }: Evidence): Finding {
  const [was, is] = [before, after].map(({ volume, claim }) => [lastingPart(volume), lastingPart(claim)]);
  return {
    what: 'their labels, annotations, mountOptions and all else are as before',
    isSo: isDeepStrictEqual(was, is),
  };
}

function deploymentNotEdited({ before, after }: Evidence): Finding {
  const [was, is] = [before.deployment.metadata, after.deployment.metadata];
  return {
    what: `Deployment web was not edited: generation ${was.generation ?? '?'}, now ${is.generation ?? '?'}`,
    isSo: was.uid === is.uid && was.generation === is.generation,
  };
}

function podsAreNew({ before, after }: Evidence): Finding {
  const old = new Set(before.readyPods.map(({ metadata }) => metadata.uid));
  const fresh = after.readyPods.filter(({ metadata }) => !old.has(metadata.uid));
  return { what: `${fresh.length} of its ${REPLICAS} Pods are new and Ready`, isSo: fresh.length === REPLICAS };
}

function downtime({ downtimeMs }: Evidence): Finding {
  return {
    what: `downtime ${(downtimeMs / 1000).toFixed(1)} s, from the first Pod told to stop until all were Ready again`,
    isSo: downtimeMs > 0,
  };
}

function nothingLeftToDo({ after, again, end }: Evidence): Finding {
  const was = [after.volume.metadata.resourceVersion, after.claim.metadata.resourceVersion, after.runs];
  const is = [end.volume.metadata.resourceVersion, end.claim.metadata.resourceVersion, end.runs];
  return {
    what: 'the same once more: nothing to do, nothing touched',
    isSo: again.code === 0 && again.text.includes('nothing to do') && isDeepStrictEqual(was, is),
  };
}
