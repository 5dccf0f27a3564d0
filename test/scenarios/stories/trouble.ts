import assert from 'node:assert/strict';
import type { KubernetesObject, Pod } from '../../../src/model/objects.js';
import { CLAIM, POD } from '../../../src/model/references.js';
import { deployment } from '../../support/manifests/deployment.js';
import { eventOf } from '../../support/manifests/event.js';
import { POD_WISHES } from '../../support/manifests/pod-wishes.js';
import type { PluginResult, Stage, Story } from '../stage.js';
import { assertDone, assertExit, installVolume, untilReady } from './facts.js';

const EDIT = ['s3-pvc', '--set', 'authenticationSource=pod', '--yes', '--timeout', '15s'];

export const NO_CREDENTIALS =
  'Mount failed: Failed to start service output: Error: Failed to create S3 client Caused by: 0: initial ListObjectsV2 failed for bucket my-bucket in region eu-central-1 1: Client error 2: No signing credentials available, see CRT debug logs';
const FORBIDDEN =
  'Mount failed: Error: Failed to create S3 client Caused by: 0: initial ListObjectsV2 failed for bucket my-bucket in region eu-central-1 1: Client error 2: Forbidden: User: arn:aws:sts::111122223333:assumed-role/web-role/1767600000 is not authorized to perform: s3:ListBucket on resource: "arn:aws:s3:::my-bucket" because no identity-based policy allows the s3:ListBucket action';

export const noCredentialsStory: Story = {
  name: 'Pods whose mount nobody signs for are explained with their ServiceAccount and the commands that give it a role; show tells it too',
  async tell(stage) {
    const { namespace } = stage;
    const result = await recreatedWithoutMount(stage, NO_CREDENTIALS);

    assertExit(result, 7, /^error: waited 15 s for the Pods of Deployment web to be Ready: /m);
    const explained = [
      /^Pods web-\S+ and web-\S+: FailedMount: MountVolume\.SetUp failed .* No signing credentials available, see CRT debug logs$/m,
      new RegExp(
        `^  the mount signs as ServiceAccount ${namespace}/web, which has no annotation eks.amazonaws.com/role-arn`,
        'm',
      ),
      new RegExp(
        `^  by annotation: eksctl create iamserviceaccount --cluster CLUSTER --namespace ${namespace} --name web `,
        'm',
      ),
      new RegExp(
        `aws eks create-pod-identity-association --cluster-name CLUSTER --namespace ${namespace} --service-account web `,
      ),
    ];
    for (const words of explained) assert.match(result.stderr, words);
    assert.match(result.stderr, /^go on: .* resume /m);
    const [run = ''] = await stage.runs();
    const { stdout } = await stage.plugin(['show', run]);
    assert.match(stdout, /^What stands in the way$/m);
    assert.match(stdout, /^ {2}Pods web-\S+ and web-\S+: FailedMount: .* No signing credentials available/m);
    assert.match(stdout, /^ {4}by annotation: eksctl create iamserviceaccount/m);

    await mountSucceeds(stage);
    assertDone(await stage.plugin(['resume', '--yes']));
  },
};

export const forbiddenStory: Story = {
  name: 'Pods whose role S3 refuses are explained with the policy that it needs, for this bucket alone',
  async tell(stage) {
    const result = await recreatedWithoutMount(stage, FORBIDDEN);

    assertExit(result, 7, /^ {2}role web-role needs a policy with$/m);
    const policy = /^ {2}(\{.*\})$/m.exec(result.stderr)?.[1] ?? '';
    assert.deepEqual(JSON.parse(policy), {
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: ['s3:ListBucket'], Resource: ['arn:aws:s3:::my-bucket'] },
        {
          Effect: 'Allow',
          Action: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:AbortMultipartUpload'],
          Resource: ['arn:aws:s3:::my-bucket/*'],
        },
      ],
    });
  },
};

/** The Pods run, but those that come after the recreation get no mount; the kubelet tells why. */
export async function recreatedWithoutMount(stage: Stage, words: string): Promise<PluginResult> {
  await installVolume(stage);
  await stage.create(
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'web', namespace: stage.namespace } },
    deployment({ namespace: stage.namespace, replicas: 2, isNeverReady: true, serviceAccountName: 'web' }),
  );
  await stage.until('2 Pods have nodes', async () => (await onNodes(stage)).length === 2);
  const old = new Set((await onNodes(stage)).map(({ metadata }) => metadata.uid));
  const running = stage.plugin(EDIT);
  const fresh = async () => (await onNodes(stage)).filter(({ metadata }) => !old.has(metadata.uid));
  await stage.until('the new Pods have nodes and a claim', async () => {
    const claim = await stage.read(CLAIM, 's3-pvc');
    return claim?.metadata.deletionTimestamp === undefined && (await fresh()).length === 2;
  });
  for (const pod of await fresh()) await stage.create(failedMount(pod, words));
  return running;
}

/** The cause is mended: a kubelet tries again by itself. */
async function mountSucceeds(stage: Stage): Promise<void> {
  for (const { metadata } of await stage.pods()) {
    await stage.patch(POD, metadata.name, { metadata: { annotations: { [POD_WISHES.notReady]: null } } });
  }
  await untilReady(stage, 2);
}

/** What a kubelet tells of a mount that the driver has failed, the Pod's uid in its path. */
function failedMount(pod: Pod, words: string): KubernetesObject {
  const path = `/var/lib/kubelet/pods/${pod.metadata.uid ?? ''}/volumes/kubernetes.io~csi/pv/mount`;
  const why = `rpc error: code = Internal desc = Could not mount "my-bucket" at "${path}": ${words}`;
  return eventOf(pod, { message: `MountVolume.SetUp failed for volume "pv" : ${why}` });
}

async function onNodes(stage: Stage): Promise<readonly Pod[]> {
  return (await stage.pods()).filter(({ spec }) => spec.nodeName !== undefined);
}
