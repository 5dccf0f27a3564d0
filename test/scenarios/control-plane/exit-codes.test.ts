import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { EXIT_CODES } from '../../../src/model/errors.js';
import type { KubernetesObject } from '../../../src/model/objects.js';
import { VOLUME } from '../../../src/model/references.js';
import { deployment } from '../../support/manifests/deployment.js';
import { pod } from '../../support/manifests/pod.js';
import { openTerminal } from '../../support/terminal.js';
import { linesOf } from '../documents.js';
import { PLUGIN_EXECUTABLE } from '../plugin-executable.js';
import type { PluginResult, Stage } from '../stage.js';
import { assertRecreated, assertUntouched, installVolume, readPair, untilReady } from '../stories/facts.js';
import { environmentOf, useFreshPlaces, type Place } from './place.js';

const EDIT = ['s3-pvc', '--set', 'authenticationSource=pod'];
const RUN = [...EDIT, '--yes', '-o', 'jsonl'];
const NO_PLAN = `sha256:${'0'.repeat(64)}`;

interface Row {
  readonly code: number;
  readonly name: string;
  /** Besides the claim and its volume. */
  readonly stands?: (stage: Stage) => readonly KubernetesObject[];
  readonly act: (place: Place) => Promise<PluginResult>;
  /** Claim and volume are the same as before, down to their versions. */
  readonly isUntouched: boolean;
}

const one = (wishes: Parameters<typeof deployment>[0]) => (stage: Stage) => [
  deployment({ namespace: stage.namespace, replicas: 1, ...wishes }),
];

/** README's table, each line of it seen at least once. */
const ROWS: readonly Row[] = [
  { code: 0, name: 'done and verified', stands: one({}), act: (place) => place.plugin(RUN), isUntouched: false },
  {
    code: 0,
    name: 'nothing to do',
    act: (place) => place.plugin(['s3-pvc', '--set', 'bucketName=my-bucket', '--yes', '-o', 'jsonl']),
    isUntouched: true,
  },
  { code: 0, name: 'a dry run', act: (place) => place.plugin([...RUN, '--dry-run=client']), isUntouched: true },
  { code: 2, name: 'a flag that is none', act: (place) => place.plugin([...RUN, '--sett=a']), isUntouched: true },
  { code: 2, name: 'nobody to ask', act: (place) => place.plugin([...EDIT, '-o', 'jsonl']), isUntouched: true },
  {
    code: 3,
    name: 'a Pod that would not come back',
    stands: ({ namespace }) => [pod({ namespace, claims: ['s3-pvc'] })],
    act: (place) => place.plugin(RUN),
    isUntouched: true,
  },
  {
    code: 4,
    name: 'another plan',
    act: (place) => place.plugin([...RUN, '--expect-plan', NO_PLAN]),
    isUntouched: true,
  },
  {
    code: 4,
    name: 'a lock that another run holds',
    stands: (stage) => [heldLock(stage)],
    act: (place) => place.plugin(RUN),
    isUntouched: true,
  },
  {
    code: 5,
    name: 'a claim that is not there',
    act: (place) => place.plugin(['no-such-pvc', ...RUN.slice(1)]),
    isUntouched: true,
  },
  {
    code: 5,
    name: 'a user who may not',
    act: (place) => place.plugin([...RUN, '--token', 'not-the-s3cret']),
    isUntouched: true,
  },
  {
    code: 6,
    name: 'somebody changed the new volume',
    stands: one({ startMs: 5000 }),
    act: disturbed,
    isUntouched: false,
  },
  {
    code: 7,
    name: 'Pods that take too long to stop',
    stands: one({ stopMs: 10_000 }),
    act: (place) => place.plugin([...RUN, '--timeout', '1s']),
    isUntouched: false,
  },
  { code: 8, name: 'declined at the question', act: declined, isUntouched: true },
  { code: 130, name: 'Ctrl-C', stands: one({ stopMs: 10_000 }), act: interrupted, isUntouched: false },
];

describe('exit codes of the real executable', function () {
  this.timeout(90_000);
  const place = useFreshPlaces('exit');

  for (const { code, name, stands = () => [], act, isUntouched } of ROWS) {
    it(`${code}: ${name}`, async () => {
      const { stage } = place();
      await installVolume(stage);
      const objects = stands(stage);
      await stage.create(...objects);
      await untilReady(stage, objects.filter(({ kind }) => kind === 'Deployment' || kind === 'Pod').length);
      const before = await readPair(stage);

      const result = await act(place());

      assert.equal(result.code, code, `${result.stdout}\n${result.stderr}`);
      assertTold(result);
      await assertNoSecret(place(), result);
      if (isUntouched) await assertUntouched(stage, before);
      else if (code === 0)
        await assertRecreated(stage, before, { bucketName: 'my-bucket', authenticationSource: 'pod' });
    });
  }

  it('are all of them there, but that of a defect', () => {
    const seen = new Set(ROWS.map(({ code }) => code));
    assert.deepEqual([...seen, EXIT_CODES.internal].sort(), [0, ...Object.values(EXIT_CODES)].sort());
  });
});

/** A script is told the same code by the last line; whoever sits at a terminal has no such line. */
function assertTold(result: PluginResult): void {
  if (!result.stdout.startsWith('{')) return;
  const { error, result: word, verified } = linesOf(result).at(-1) ?? {};
  assert.equal(error?.exitCode ?? 0, result.code);
  assert.equal(EXIT_CODES[(error?.code ?? '') as keyof typeof EXIT_CODES], error?.exitCode);
  assert.equal(verified, word === 'recreated', 'verified is said of nothing else');
}

/** Neither what was typed nor what the kubeconfig holds. */
async function assertNoSecret({ cluster }: Place, { stdout, stderr }: PluginResult): Promise<void> {
  const { users } = parse(await readFile(cluster.kubeconfig, 'utf8')) as { users: readonly { user: object }[] };
  const secrets = ['not-the-s3cret', ...users.flatMap(({ user }) => Object.values(user).map(String))];
  assert.ok(secrets.length > 1);
  for (const secret of secrets) assert.ok(!`${stdout}${stderr}`.includes(secret), 'a secret was written');
}

function heldLock({ namespace, volumeName }: Stage): KubernetesObject {
  const time = new Date(Date.now() + 60_000).toISOString().replace('Z', '000Z');
  return {
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: { name: `s3csi-recreate-${volumeName}`, namespace },
    spec: { holderIdentity: 'anna@laptop, run 7', leaseDurationSeconds: 30, acquireTime: time, renewTime: time },
  };
}

/** Somebody labels the new volume while its Pods take their time to be Ready. */
async function disturbed(place: Place): Promise<PluginResult> {
  const run = place.start(RUN);
  await run.says(/Z verify claim, volume and Pods$/m);
  await place.stage.patch(VOLUME, place.stage.volumeName, { metadata: { labels: { owner: 'anna' } } });
  return run.ended;
}

async function interrupted(place: Place): Promise<PluginResult> {
  const run = place.start(RUN);
  await run.says(/waiting for claim .* to be gone/);
  run.child.kill('SIGINT');
  return run.ended;
}

async function declined({ cluster, folder, stage }: Place): Promise<PluginResult> {
  const terminal = openTerminal(PLUGIN_EXECUTABLE, [...EDIT, '-n', stage.namespace], {
    env: environmentOf(cluster, folder),
    cwd: folder,
  });
  try {
    await terminal.shows(/Recreate claim and volume\?/);
    terminal.press('n\r');
    return { code: await terminal.ended, stdout: '', stderr: terminal.text() };
  } finally {
    terminal.kill();
  }
}
