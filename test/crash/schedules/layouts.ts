import type { Stage } from '../../scenarios/stage.js';
import { CLAIM_NAME, theClaim, theVolume, untilReady } from '../../scenarios/stories/facts.js';
import { CLAIM } from '../../../src/model/references.js';
import type { PersistentVolumeClaim } from '../../../src/model/objects.js';
import { daemonSet } from '../../support/manifests/daemon-set.js';
import { deployment } from '../../support/manifests/deployment.js';
import { cronJob, jobOf } from '../../support/manifests/job.js';
import { pod } from '../../support/manifests/pod.js';
import { statefulSet } from '../../support/manifests/stateful-set.js';
import { CRON_JOBS } from '../../support/model/kinds.js';

export interface Layout {
  readonly claimName: string;
  readonly words: readonly string[];
  /** How many Pods are Ready where all is well. */
  ready(replicas: number): number;
  /** Puts the workloads there. The claim and its volume are. */
  install(stage: Stage, replicas: number): Promise<void>;
}

const plain = { claimName: CLAIM_NAME, words: [] };

export const LAYOUTS = {
  'a Deployment': {
    ...plain,
    ready: (replicas) => replicas,
    install: (stage, replicas) => stage.create(deployment({ replicas })),
  },
  'two Deployments': {
    ...plain,
    ready: (replicas) => replicas + 1,
    install: (stage, replicas) => stage.create(deployment({ replicas }), deployment({ name: 'worker', replicas: 1 })),
  },
  'a StatefulSet that names the claim': {
    ...plain,
    ready: (replicas) => replicas,
    install: (stage, replicas) => stage.create(statefulSet({ replicas })),
  },
  'a StatefulSet with a volumeClaimTemplate': {
    ...plain,
    claimName: `${CLAIM_NAME}-db-0`,
    ready: () => 1,
    install: (stage) => stage.create(statefulSet({ replicas: 1, claimTemplate: CLAIM_NAME })),
  },
  'a DaemonSet': {
    ...plain,
    ready: () => 2,
    install: (stage) => stage.create(daemonSet()),
  },
  'a CronJob with a Completed Pod': {
    ...plain,
    ready: (replicas) => replicas,
    async install(stage, replicas) {
      await stage.create(cronJob({ runMs: 100 }), deployment({ replicas }));
      const owner = await stage.read(CRON_JOBS, 'nightly');
      if (owner !== undefined) await stage.create(jobOf(owner, { runMs: 100 }));
      await stage.until('its Pod has ended', async () =>
        (await stage.pods()).some(({ status }) => status?.phase === 'Succeeded'),
      );
    },
  },
  'a bare Pod': {
    ...plain,
    words: ['--recreate-bare-pods'],
    ready: () => 1,
    install: (stage) => stage.create(pod()),
  },
  nobody: { ...plain, ready: () => 0, install: () => Promise.resolve() },
} satisfies Record<string, Layout>;

export type LayoutName = keyof typeof LAYOUTS;

/** Claim, volume and workloads as they have been for long. */
export async function layOut(
  stage: Stage,
  layout: Layout,
  replicas: number,
  reclaimPolicy: 'Retain' | 'Delete',
): Promise<void> {
  const name = layout.claimName;
  await stage.create(theVolume(stage, { claim: name, reclaimPolicy }), {
    ...theClaim(stage),
    metadata: { ...theClaim(stage).metadata, name },
  });
  await stage.until('the claim is Bound', async () => {
    const claim = await stage.read<PersistentVolumeClaim>(CLAIM, name);
    return claim?.status?.phase === 'Bound';
  });
  await layout.install(stage, replicas);
  await untilReady(stage, layout.ready(replicas));
}
