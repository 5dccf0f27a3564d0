import assert from 'node:assert/strict';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { deployment } from '../../support/manifests/deployment.js';
import { installVolume, untilReady } from '../stories/facts.js';
import { grantReading } from './grant.js';
import { usePlace } from './place.js';
import { itAnswers, type Call } from './refusals.js';
import { writeWrongConnections } from './wrong-connections.js';

const NAMESPACE = 'bad-connection';
const EDIT = ['s3-pvc', '--set', 'authenticationSource=pod', '--yes'];

/** Every wrong connection is a kubeconfig of that name in the place's folder, one above where the commands are called. */
function withKubeconfig(name: string): readonly string[] {
  return [...EDIT, '--kubeconfig', `../${name}.kubeconfig`];
}

const NONE: readonly Call[] = [
  {
    name: 'there is no kubeconfig at all',
    args: EDIT,
    env: { KUBECONFIG: undefined, HOME: '/no-such-home' },
    code: 2,
    says: ['no kubeconfig', '/no-such-home/.kube/config'],
    cure: /--kubeconfig|KUBECONFIG/,
  },
  {
    name: '--kubeconfig names no file',
    args: withKubeconfig('missing'),
    code: 2,
    says: ['"../missing.kubeconfig"'],
    cure: /--kubeconfig/,
  },
  {
    name: '--context names no context',
    args: [...EDIT, '--context', 'production'],
    code: 2,
    says: ['"production"'],
    cure: /get-contexts.*control-plane/,
  },
  {
    name: 'kubectl is not on PATH',
    args: EDIT,
    // Relative, as the folder is only known later.
    env: { PATH: '../only-node' },
    code: 2,
    says: ['kubectl', 'not found'],
    cure: /PATH/,
  },
];

const UNREACHABLE: readonly Call[] = [
  {
    name: 'nothing listens at its port',
    args: withKubeconfig('closed'),
    code: 5,
    says: ['https://127.0.0.1:', 'connection refused'],
    cure: /kubectl cluster-info/,
  },
  {
    name: 'it does not answer',
    args: [...withKubeconfig('silent'), '--request-timeout=300ms'],
    code: 5,
    says: ['https://127.0.0.1:', 'did not answer within 0.3 s'],
    cure: /--request-timeout/,
  },
  {
    name: 'its certificate is signed by somebody else',
    args: withKubeconfig('wrong-authority'),
    code: 5,
    says: ['https://127.0.0.1:', 'unknown authority'],
    cure: /certificate-authority/,
  },
];

const NOT_ALLOWED: readonly Call[] = [
  {
    name: 'its token is unknown',
    args: withKubeconfig('unknown-token'),
    code: 5,
    says: ['https://127.0.0.1:', 'Unauthorized'],
    cure: /log in|whoami/,
  },
  {
    name: 'its token has expired',
    args: withKubeconfig('expired-token'),
    code: 5,
    says: ['https://127.0.0.1:', 'Unauthorized'],
    cure: /log in|whoami/,
  },
  {
    name: 'its user may not read the claim',
    args: withKubeconfig('nobody'),
    code: 5,
    says: ['User "bad-connection-nobody" cannot', NAMESPACE],
    cure: /^ask for these rights.*\n[\s\S]*^kind: Role$[\s\S]*name: bad-connection-nobody/m,
  },
  {
    name: 'its user may read but not change: all that is missing is named at once',
    args: withKubeconfig('reader'),
    code: 5,
    says: [
      /(, |not |nor )delete(, \w+)* persistentvolumeclaims in namespace bad-connection/,
      /create(, \w+)* persistentvolumeclaims/,
      /patch(, \w+)* persistentvolumeclaims/,
      /delete(, \w+)* persistentvolumes/,
      /create(, \w+)* persistentvolumes/,
      /delete pods/,
      /list, watch mountpoints3podattachments/,
      'nothing was changed',
    ],
    cure: /^kind: ClusterRole$[\s\S]*name: bad-connection-reader/m,
  },
];

describe('a cluster that cannot be had', function () {
  const place = usePlace(NAMESPACE);
  let end: (() => void) | undefined;

  before('a claim in use, and everything that is wrong', async function () {
    this.timeout(60_000);
    const { stage, cluster } = place();
    await installVolume(stage);
    await stage.create(deployment({ namespace: NAMESPACE, replicas: 1 }));
    await untilReady(stage, 1);
    end = await writeWrongConnections(place(), NAMESPACE);
    await grantReading(cluster, {
      name: NAMESPACE,
      to: { users: [`${NAMESPACE}-reader`] },
      mayRead: {
        '': ['persistentvolumes', 'persistentvolumeclaims', 'pods'],
        apps: ['replicasets', 'daemonsets'],
        'storage.k8s.io': ['csidrivers'],
      },
    });
  });

  after(() => end?.());

  describe('for want of a kubeconfig or of kubectl, when', () => {
    itAnswers(place, () => NONE);
  });

  describe('for want of an answer, when', () => {
    itAnswers(place, () => UNREACHABLE);
  });

  it('keeps nobody waiting for a connection that hangs once it has given up', async function () {
    this.timeout(60_000);
    const kubeconfig = join(place().folder, 'silent.kubeconfig');
    const running = place().start([...EDIT, '--kubeconfig', kubeconfig, '--request-timeout=300ms']);
    await running.says(/^error: /m);
    // Left alone, the library would go on trying to connect for 10 s.
    const first = await Promise.race([running.ended, sleep(5000, 'still there', { ref: false })]);
    assert.notEqual(first, 'still there');
    assert.equal((await running.ended).code, 5);
  });

  describe('for want of rights, when', () => {
    itAnswers(place, () => NOT_ALLOWED);
  });
});
