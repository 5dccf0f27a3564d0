import assert from 'node:assert/strict';
import type { JsonObject } from '../../../src/model/json.js';
import type { KubernetesObject, Pod } from '../../../src/model/objects.js';
import { CLAIM, DAEMON_SET, POD } from '../../../src/model/references.js';
import { claim } from '../../support/manifests/claim.js';
import { podTemplate } from '../../support/manifests/pod-template.js';
import { pod } from '../../support/manifests/pod.js';
import type { Stage, Story } from '../stage.js';
import {
  assertDone,
  assertExit,
  assertRecreated,
  assertUntouched,
  CLAIM_NAME,
  installVolume,
  readClaim,
  readPair,
  STATEFUL_SET,
  theClaim,
  theVolume,
  uidsOf,
  untilMadeByItsSet,
  untilReady,
} from './facts.js';

const EDIT = ['s3-pvc', '--set', 'authenticationSource=pod', '--yes'];
const AFTER = { bucketName: 'my-bucket', authenticationSource: 'pod' };

/** A workload of any kind whose Pods mount the claim. */
function workload(stage: Stage, kind: string, name: string, spec: object): KubernetesObject {
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name, namespace: stage.namespace, labels: { app: name } },
    spec: {
      selector: { matchLabels: { app: name } },
      template: podTemplate(name, {}),
      ...spec,
    },
  };
}

export const statefulSetStory: Story = {
  name: 'a StatefulSet that names the claim gets its Pods back under their names',
  async tell(stage) {
    await installVolume(stage);
    await stage.create(
      workload(stage, 'StatefulSet', 'db', { replicas: 2, serviceName: 'db', podManagementPolicy: 'Parallel' }),
    );
    const pods = await untilReady(stage, 2);
    const before = await readPair(stage);
    const generation = (await stage.read(STATEFUL_SET, 'db'))?.metadata.generation;
    assert.ok(generation);

    const result = await stage.plugin(EDIT);

    assertDone(result);
    assert.match(
      result.stderr,
      /^ {2}Pod db-0 of StatefulSet db, node node-\d, Running, \d+ s old, grace period 30 s$/m,
    );
    await assertRecreated(stage, before, AFTER);
    const now = await untilReady(stage, 2);
    assert.deepEqual(now.map(({ metadata }) => metadata.name).sort(), ['db-0', 'db-1']);
    assert.ok(uidsOf(now).every((uid) => !uidsOf(pods).includes(uid)));
    assert.equal((await stage.read(STATEFUL_SET, 'db'))?.metadata.generation, generation);
  },
};

export const daemonSetStory: Story = {
  name: 'a DaemonSet gets one Pod back on each node',
  async tell(stage) {
    await installVolume(stage);
    await stage.create(workload(stage, 'DaemonSet', 'agent', {}));
    let nodes: readonly unknown[] = [];
    await stage.until('the DaemonSet is ready', async () => {
      const status = (await stage.read(DAEMON_SET, 'agent'))?.['status'] as
        { desiredNumberScheduled?: number; numberReady?: number } | undefined;
      nodes = (await stage.pods()).map(({ spec }) => spec.nodeName).sort();
      return (status?.numberReady ?? 0) > 0 && status?.numberReady === status?.desiredNumberScheduled;
    });
    const before = await readPair(stage);

    const result = await stage.plugin(EDIT);

    assertDone(result);
    assert.match(result.stderr, /^ {2}Pod agent-\S+ of DaemonSet agent, node node-\d, Running, \d+ s old, /m);
    await assertRecreated(stage, before, AFTER);
    const now = await untilReady(stage, nodes.length);
    assert.deepEqual(now.map(({ spec }) => spec.nodeName).sort(), nodes);
  },
};

export const unusedStory: Story = {
  name: 'a claim that nothing uses is recreated all the same',
  async tell(stage) {
    await installVolume(stage);
    const before = await readPair(stage);
    assertDone(await stage.plugin(EDIT));
    await assertRecreated(stage, before, AFTER);
  },
};

export const templateClaimStory: Story = {
  name: 'a StatefulSet that makes the missing claim from its template first has it taken over, with what the old claim carried beyond',
  async tell(stage) {
    const name = 's3-pvc-db-0';
    const { spec } = claim({ volume: null });
    await stage.create(theVolume(stage, { claim: name }), {
      ...theClaim(stage),
      metadata: { ...theClaim(stage).metadata, name },
    });
    const template = podTemplate('db', { claim: null });
    await stage.create(
      workload(stage, 'StatefulSet', 'db', {
        replicas: 1,
        serviceName: 'db',
        template,
        volumeClaimTemplates: [
          { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: CLAIM_NAME }, spec },
        ],
      }),
    );
    await untilReady(stage, 1);
    const was = await stage.read(CLAIM, name);
    assert.ok(was);

    const result = await stage.disturbed(
      [name, '--set', 'authenticationSource=pod', '--yes'],
      { verb: 'create', resource: CLAIM },
      () => untilMadeByItsSet(stage, name),
    );

    assertDone(result);
    assert.match(result.stderr, /it had been created already; taken over/);
    const is = await stage.read(CLAIM, name);
    assert.notEqual(is?.metadata.uid, was.metadata.uid);
    assert.deepEqual(is?.metadata.labels, was.metadata.labels);
    assert.equal(is?.metadata.annotations?.['example.com/ticket'], 'CHG-1');
    await untilReady(stage, 1);
  },
};

export const barePodStory: Story = {
  name: 'a bare Pod would not come back, so nothing is touched',
  async tell(stage) {
    await installVolume(stage);
    await stage.create(pod({ namespace: stage.namespace, name: 'debug' }));
    await untilReady(stage, 1);
    const before = await readPair(stage);

    assertExit(await stage.plugin(EDIT), 3, /Pod debug has no controller and would not come back/);

    await assertUntouched(stage, before);
    assert.equal((await stage.read(POD, 'debug'))?.metadata.deletionTimestamp, undefined);
    assert.equal((await readClaim(stage)).metadata.deletionTimestamp, undefined);
    assert.deepEqual(await stage.runs(), []);
  },
};

/** As admission puts it into every Pod, with the ServiceAccount's token. */
function withTokenVolume(given: Pod): Pod {
  const name = 'kube-api-access-x7k2p';
  const mount = { name, mountPath: '/var/run/secrets/kubernetes.io/serviceaccount', readOnly: true };
  const { containers = [], volumes = [] } = given.spec as { containers?: JsonObject[]; volumes?: JsonObject[] };
  const spec = {
    ...given.spec,
    volumes: [...volumes, { name, projected: { sources: [{ serviceAccountToken: { path: 'token' } }] } }],
    containers: containers.map((container) => ({
      ...container,
      volumeMounts: [...(container['volumeMounts'] as JsonObject[]), mount],
    })),
  };
  return { ...given, spec };
}

export const recreatedBarePodStory: Story = {
  name: 'a bare Pod is stopped and created again when that is asked for, without the node and the token that it was given',
  async tell(stage) {
    await installVolume(stage);
    const debug = pod({
      namespace: stage.namespace,
      name: 'debug',
      labels: { purpose: 'debug' },
      serviceAccountName: 'default',
    });
    await stage.create(withTokenVolume(debug));
    const [was] = await untilReady(stage, 1);
    const before = await readPair(stage);

    assertDone(await stage.plugin([...EDIT, '--recreate-bare-pods']));

    await assertRecreated(stage, before, AFTER);
    const [is] = await untilReady(stage, 1);
    assert.equal(is?.metadata.name, 'debug');
    assert.notEqual(is.metadata.uid, was?.metadata.uid);
    assert.equal(is.metadata.labels?.['purpose'], 'debug');
    assert.deepEqual(
      is.spec.volumes,
      was?.spec.volumes?.filter(({ name }) => name === CLAIM_NAME),
    );
    assert.doesNotMatch(JSON.stringify(is.spec), /kube-api-access/);
    const placed = is.status?.conditions?.find(({ type }) => type === 'PodScheduled');
    assert.equal(placed?.status, 'True', 'the scheduler has chosen its node, which it does not for a Pod that has one');
  },
};
