import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { POD_WISHES } from '../support/manifests/pod-wishes.js';

/** From a container's end to the Pod's removal, as a kubelet needs to clean up after it. */
const CLEAN_UP_MS = 300;

/** What is read of a stage of kwok (kwok.x-k8s.io/v1alpha1, kind Stage). */
interface Stage {
  spec: {
    selector: { matchExpressions: { key: string; operator: string; values?: string[] }[] };
    delay?: object;
    [field: string]: unknown;
  };
  [field: string]: unknown;
}

/**
 * Writes the stages that make kwok a kubelet, and returns the files. How Pods become ready and Jobs complete is
 * kwok's own, slowed down by annotations. How a Pod ends is ours: kwok would remove it at once, a kubelet ends its
 * containers and then removes it.
 */
export async function writeStages(kwokStages: string, folder: string, stopMs: number): Promise<string[]> {
  const node = ['node-initialize.yaml', 'node-heartbeat-with-lease.yaml'].map((file) => join(kwokStages, file));
  const ready = await readStage(join(kwokStages, 'pod-ready.yaml'));
  ready.spec.selector.matchExpressions.push({ key: annotation(POD_WISHES.notReady), operator: 'DoesNotExist' });
  ready.spec.delay = delayFrom(POD_WISHES.startMs);
  const complete = await readStage(join(kwokStages, 'pod-complete.yaml'));
  complete.spec.delay = delayFrom(POD_WISHES.runMs);
  const pod = Object.entries({ ready, complete, stop: stopStage(stopMs), remove: removeStage() });
  const files = pod.map(([name]) => join(folder, `stage-pod-${name}.yaml`));
  await Promise.all(pod.map(([, stage], index) => writeFile(files[index] ?? '', stringify(stage))));
  return [...node, ...files];
}

async function readStage(file: string): Promise<Stage> {
  return parse(await readFile(file, 'utf8')) as Stage;
}

/** kwok's expressions are jq; a missing annotation gives no duration, for which kwok takes durationMilliseconds. */
function delayFrom(name: string): object {
  return {
    durationMilliseconds: 0,
    durationFrom: { expressionFrom: `${annotation(name)} | select(. != null) | . + "ms"` },
  };
}

function annotation(name: string): string {
  return `.metadata.annotations["${name}"]`;
}

function stopStage(stopMs: number): Stage {
  const stop = `(${annotation(POD_WISHES.stopMs)} // "${stopMs}" | tonumber)`;
  const grace = `(.metadata.deletionGracePeriodSeconds * 1000)`;
  return podStage('pod-stop', 'In', {
    delay: {
      durationMilliseconds: stopMs,
      durationFrom: { expressionFrom: `[${stop}, ${grace}] | min | tostring + "ms"` },
    },
    next: { statusTemplate: STOPPED },
  });
}

/** In every phase but Running: one that never started has no containers to end. */
function removeStage(): Stage {
  return podStage('pod-remove', 'NotIn', { delay: { durationMilliseconds: CLEAN_UP_MS }, next: { delete: true } });
}

function podStage(name: string, running: 'In' | 'NotIn', rest: object): Stage {
  const matchExpressions = [
    { key: '.metadata.deletionTimestamp', operator: 'Exists' },
    { key: '.status.phase', operator: running, values: ['Running'] },
    { key: annotation(POD_WISHES.stopMs), operator: 'NotIn', values: ['never'] },
  ];
  return {
    apiVersion: 'kwok.x-k8s.io/v1alpha1',
    kind: 'Stage',
    metadata: { name },
    spec: { resourceRef: { apiGroup: 'v1', kind: 'Pod' }, selector: { matchExpressions }, ...rest },
  };
}

/** Since Kubernetes 1.27 a deleted Pod reaches a terminal phase before it goes. */
const STOPPED = `
{{ $now := Now }}
conditions:
- lastTransitionTime: {{ $now | Quote }}
  status: "False"
  reason: PodCompleted
  type: Ready
- lastTransitionTime: {{ $now | Quote }}
  status: "False"
  reason: PodCompleted
  type: ContainersReady
containerStatuses:
{{ range .spec.containers }}
- image: {{ .image | Quote }}
  name: {{ .name | Quote }}
  ready: false
  restartCount: 0
  started: false
  state:
    terminated:
      exitCode: 0
      finishedAt: {{ $now | Quote }}
      reason: Completed
      startedAt: {{ $now | Quote }}
{{ end }}
phase: Succeeded
`;
