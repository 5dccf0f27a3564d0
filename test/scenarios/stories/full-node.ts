import assert from 'node:assert/strict';
import type { KubernetesObject } from '../../../src/model/objects.js';
import { deployment } from '../../support/manifests/deployment.js';
import { eventOf } from '../../support/manifests/event.js';
import { node } from '../../support/manifests/node.js';
import { nodeAffinityTo } from '../../support/model/controllers/node-affinity.js';
import type { Stage } from '../stage.js';
import { assertExit, installVolume } from './facts.js';

const TAINT = { key: 'test.s3csi-recreate/small', value: 'true', effect: 'NoSchedule' };

/** A node for this story alone, with room for so many Pods. */
export function smallNode(stage: Stage, room: number) {
  return { ...node(`${stage.namespace}-small`, room), spec: { taints: [TAINT] } };
}

/** The Deployment with its Pods on that node and no other. */
export function onSmallNode(web: ReturnType<typeof deployment>, name: string): KubernetesObject {
  const { template } = web.spec;
  const place = { affinity: nodeAffinityTo(name), tolerations: [{ key: TAINT.key, operator: 'Exists' }] };
  return { ...web, spec: { ...web.spec, template: { ...template, spec: { ...template.spec, ...place } } } };
}

/**
 * The workload's Pod fills its node, so that the Mountpoint Pod that has to run beside it finds no place (FIELD.md 1).
 * The driver's controller has to be played.
 *
 * @param room how many Pods the small node takes, that of the workload among them
 */
export async function tellOfFullNode(stage: Stage, room: number): Promise<void> {
  const { namespace } = stage;
  const name = `${namespace}-small`;
  const web = deployment({ namespace, replicas: 1, isNeverReady: true });
  await installVolume(stage);
  await stage.create(onSmallNode(web, name));
  await stage.until('the Pod has a node', async () => (await uidsOnNodes(stage)).length === 1);
  const old = await uidsOnNodes(stage);

  const running = stage.plugin(['s3-pvc', '--set', 'authenticationSource=pod', '--yes', '--timeout', '20s']);
  await stage.until('the new Pod has a node', async () => {
    const uids = await uidsOnNodes(stage);
    return uids.length === 1 && uids.every((uid) => !old.includes(uid));
  });
  for (const pod of await stage.pods()) {
    const message = 'MountVolume.SetUp failed for volume "pv" : Failed to wait for Mountpoint Pod to be ready';
    await stage.create(eventOf(pod, { message }));
  }
  const result = await running;

  assertExit(result, 7, /^Pod web-\S+: FailedMount: .* Failed to wait for Mountpoint Pod to be ready$/m);
  assert.match(
    result.stderr,
    /^ {2}Mountpoint Pod mount-s3\/mp-\S+ is Pending: Unschedulable: 0\/\d+ nodes are available: .*Too many pods/m,
  );
  assert.match(result.stderr, new RegExp(`^  node ${name} runs ${room} of the ${room} Pods that it takes$`, 'm'));
  assert.match(result.stderr, /^ {2}run fewer Pods on the node, .* VPC CNI prefix delegation: kubectl set env/m);
}

async function uidsOnNodes(stage: Stage): Promise<readonly (string | undefined)[]> {
  return (await stage.pods()).filter(({ spec }) => spec.nodeName !== undefined).map(({ metadata }) => metadata.uid);
}
