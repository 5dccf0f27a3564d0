import assert from 'node:assert/strict';
import { volume } from '../../support/manifests/volume.js';
import { deployment } from '../../support/manifests/deployment.js';
import { assertDone, assertExit, installVolume, readPair, untilReady } from '../stories/facts.js';
import { grantReading } from './grant.js';
import { assertNothingWritten, factsOf, useFreshPlaces } from './place.js';

const EDIT = ['s3-pvc', '--set', 'authenticationSource=pod'];
const ADMISSION = '/apis/admissionregistration.k8s.io/v1';

describe('--dry-run=server', function () {
  this.timeout(120_000);
  const place = useFreshPlaces('server-dry-run');

  beforeEach('a claim in use', async () => {
    const { stage } = place();
    await installVolume(stage);
    await stage.create(deployment({ namespace: stage.namespace, replicas: 1 }));
    await untilReady(stage, 1);
  });

  /** A policy of the cluster's owner that no volume of this place may authenticate as its Pods. */
  async function forbidPodAuthentication(): Promise<void> {
    const { cluster, stage } = place();
    const name = `no-pod-authentication.${stage.namespace}.example.com`;
    await cluster.api.expect('POST', `${ADMISSION}/validatingadmissionpolicies`, {
      metadata: { name },
      spec: {
        failurePolicy: 'Fail',
        matchConstraints: {
          resourceRules: [
            { apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['persistentvolumes'] },
          ],
        },
        validations: [
          {
            expression: `!object.metadata.name.startsWith("${stage.volumeName}") || !("authenticationSource" in object.spec.csi.volumeAttributes)`,
            message: 'volumes keep the authentication of their driver',
          },
        ],
      },
    });
    await cluster.api.expect('POST', `${ADMISSION}/validatingadmissionpolicybindings`, {
      metadata: { name },
      spec: { policyName: name, validationActions: ['Deny'] },
    });
    const probe = volume({
      name: `${stage.volumeName}-probe`,
      claim: null,
      attributes: { bucketName: 'b', authenticationSource: 'pod' },
    });
    await stage.until('the policy is heeded', async () => {
      const { status } = await cluster.api.request('POST', '/api/v1/persistentvolumes?dryRun=All', probe);
      return status === 422;
    });
  }

  it('tells what a ValidatingAdmissionPolicy has against the new volume, at its step, with exit code 3', async () => {
    await forbidPodAuthentication();
    const facts = await factsOf(place());
    const { volumeName } = place().stage;

    const result = await place().plugin([...EDIT, '--dry-run=server']);

    assertExit(result, 3, new RegExp(`^error: the server would not let you create volume ${volumeName}: `, 'm'));
    assert.match(
      result.stderr,
      new RegExp(
        `^ {2}✖ create volume ${volumeName}: .*denied request: volumes keep the authentication of their driver$`,
        'm',
      ),
    );
    assert.match(result.stderr, /^ {2}✔ delete claim /m);
    assert.match(result.stderr, /^ {2}✔ create claim /m);
    assert.equal(result.stdout, '');
    await assertNothingWritten(place(), facts);
    assertExit(await place().plugin([...EDIT, '--yes']), 3, /volumes keep the authentication of their driver/);
    await assertNothingWritten(place(), facts);
  });

  it('knows a quota that has room once the old claim has gone from one that never has, with exit code 3', async () => {
    const { cluster, stage } = place();
    const quotas = `/api/v1/namespaces/${stage.namespace}/resourcequotas`;
    const counted = (limit: string) => async () => {
      const { body } = await cluster.api.expect('GET', `${quotas}/claims`);
      const { status } = body as { status?: { hard?: Record<string, string>; used?: Record<string, string> } };
      return status?.hard?.['persistentvolumeclaims'] === limit && status.used?.['persistentvolumeclaims'] === '1';
    };
    await cluster.api.expect('POST', quotas, {
      metadata: { name: 'claims' },
      spec: { hard: { persistentvolumeclaims: '1', 'requests.storage': '1200Gi' } },
    });
    await stage.until('the quota is counted', counted('1'));

    const full = await place().plugin([...EDIT, '--dry-run=server']);
    assertDone(full);
    assert.match(full.stderr, /^ {2}! create claim .*used up until the old one has gone: .*exceeded quota: claims/m);
    assertDone(await place().plugin([...EDIT, '--yes']));
    await untilReady(stage, 1);

    const before = await readPair(stage);
    await cluster.api.expect('PATCH', `${quotas}/claims`, { spec: { hard: { persistentvolumeclaims: '0' } } });
    await stage.until('the lower quota is counted', counted('0'));
    const lowered = await place().plugin(['s3-pvc', '--unchanged', '--dry-run=server']);
    assertExit(lowered, 3, /^ {2}✖ create claim .*exceeded quota: claims/m);
    assertExit(await place().plugin(['s3-pvc', '--unchanged', '--yes']), 3, /exceeded quota: claims/);
    assert.deepEqual(await readPair(stage), before);
  });

  it('tells step by step what its user may not do, and what would allow it, with exit code 5', async () => {
    const { cluster, stage } = place();
    const facts = await factsOf(place());
    const user = `reader-of-${stage.namespace}`;
    await grantReading(cluster, {
      name: stage.namespace,
      to: { users: [user] },
      mayRead: { '': ['persistentvolumes', 'persistentvolumeclaims', 'pods'] },
    });
    const kubeconfig = await cluster.kubeconfigFor(await cluster.clientCertificate(user));
    const asReader = ['--kubeconfig', kubeconfig, '--dry-run=server'];

    const refused = await place().plugin([...EDIT, ...asReader]);

    assertExit(
      refused,
      5,
      /^error: the server would not let you delete claim .*; \d more steps would be refused too$/m,
    );
    assert.match(refused.stderr, /^ {2}! take the lock .*cannot (get|create) resource "leases"/m);
    assert.match(refused.stderr, /^ {2}✖ create volume .*cannot create resource "persistentvolumes"/m);
    assert.match(refused.stderr, /^ {2}✖ wait until claim .* is bound: you may not watch persistentvolumeclaims/m);
    await assertNothingWritten(place(), facts);

    const roles = await place().write('roles.yaml', refused.stderr.slice(refused.stderr.indexOf('---\n')));
    assertDone(await place().kubectl(['apply', '-f', roles], { isWithoutNamespace: true }));
    assertDone(await place().plugin([...EDIT, ...asReader]));
  });
});
