import type { KubernetesObject } from '../../../src/model/objects.js';
import { startProgram } from '../../scenarios/control-plane/executable.js';
import { environmentOf, readObject, writeManifests, type Scene } from './scene.js';

/** A way that does not come to an end, as it is typed. */
export interface EndlessWay {
  readonly name: string;
  readonly lines: string;
}

export const ENDLESS_WAYS: readonly EndlessWay[] = [
  {
    name: 'manual order: Pods, claim, volume',
    lines: `kubectl delete pods -l app=web
kubectl delete pvc s3-pvc
kubectl delete pv "$VOLUME"
kubectl apply -f volume.json -f claim.json
`,
  },
  { name: '`kubectl replace --force`', lines: 'kubectl replace --force -f volume.json -f claim.json\n' },
];

/** How it stood when nobody wanted to wait any longer. */
export interface EndlessOutcome {
  readonly name: string;
  readonly hasEnded: boolean;
  readonly waitedMs: number;
  readonly claim: string;
  readonly volume: string;
  /** Pods that came for the old ones and hold the old claim. */
  readonly newHolders: number;
}

/** Watches it for so long, and ends it. What it leaves is past saving by hand, so the scene is not to be used again. */
export async function watchEndless(way: EndlessWay, scene: Scene, patienceMs: number): Promise<EndlessOutcome> {
  const { plane, board, namespace, volumeName, paths } = scene;
  const oldPods = new Set(board.pods(namespace).map(({ metadata }) => metadata.uid));
  const old = await Promise.all([paths.claim, paths.volume].map((path) => readObject(plane.api, path)));
  await writeManifests(scene, scene.next());
  const prologue = `set -eu\nVOLUME=${volumeName}\nkubectl() { command kubectl -n ${namespace} "$@"; }\n`;
  const startedAt = performance.now();
  const { child, ended } = startProgram('/usr/bin/setsid', ['/bin/sh', '-c', prologue + way.lines], {
    env: environmentOf(scene),
    cwd: scene.folder,
  });
  const timer = setTimeout(() => {
    // With the kubectl that the shell waits for: they are a group of their own.
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  }, patienceMs);
  const { code } = await ended;
  clearTimeout(timer);
  const now = await Promise.all([paths.claim, paths.volume].map((path) => readObject(plane.api, path)));
  return {
    name: way.name,
    hasEnded: code === 0,
    waitedMs: performance.now() - startedAt,
    claim: stateOf(old[0], now[0]),
    volume: stateOf(old[1], now[1]),
    newHolders: board.readyIn(namespace).filter(({ metadata }) => !oldPods.has(metadata.uid)).length,
  };
}

function stateOf(old: KubernetesObject | undefined, now: KubernetesObject | undefined): string {
  if (now === undefined) return 'gone';
  if (now.metadata.uid !== old?.metadata.uid) return 'new';
  return now.metadata.deletionTimestamp === undefined ? 'the old one' : 'the old one, Terminating';
}
