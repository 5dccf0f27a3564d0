import { deployment } from '../../support/manifests/deployment.js';
import { installVolume, untilReady } from '../stories/facts.js';
import { usePlace } from './place.js';
import { itAnswers, type Call } from './refusals.js';

const EDIT = ['--set', 'authenticationSource=pod'];

/** What is typed is wrong: told without a look at the plan, with exit code 2. */
const WORDS: readonly Omit<Call, 'code'>[] = [
  { name: 'no claim', args: EDIT, says: ['no claim was named'], cure: /s3csi-recreate PVC --set KEY=VALUE/ },
  { name: 'two claims', args: ['s3-pvc', 'other', ...EDIT], says: ['"s3-pvc other"'], cure: /once for each claim/ },
  { name: 'a flag that is none', args: ['s3-pvc', '--sett', 'a=b'], says: ['--sett'], cure: /did you mean --set\?/ },
  {
    name: 'two values for one key',
    args: ['s3-pvc', ...EDIT, '--set', 'authenticationSource=driver'],
    says: ['authenticationSource', 'more than once'],
    cure: /one value/,
  },
  {
    name: 'a key without a value',
    args: ['s3-pvc', '--set', 'authenticationSource'],
    says: ['"authenticationSource" is not KEY=VALUE'],
    cure: /--set authenticationSource=pod/,
  },
  {
    name: 'a file and a kustomization',
    args: ['s3-pvc', '-f', 'a.yaml', '-k', 'dir'],
    says: ['a.yaml and dir'],
    cure: /leave one of them out/,
  },
  { name: 'a run that is a path', args: ['rollback', '../../etc', '--yes'], says: ['"../../etc"'] },
  {
    name: 'a run that was never',
    args: ['resume', 'no-such-run', '--yes'],
    says: ['no-such-run'],
    cure: /--state-dir/,
  },
  {
    name: 'no edits at all',
    args: ['s3-pvc', '--yes'],
    says: ['nothing says what to change'],
    cure: /--set KEY=VALUE.*-f FILE/,
  },
  {
    name: 'no terminal and no --yes',
    args: ['s3-pvc', ...EDIT],
    says: ['no terminal', '--yes'],
    cure: /again with --yes/,
    showsPlan: true,
  },
];

/** What the driver would reject, or ignore without a word. */
const ATTRIBUTES: readonly Omit<Call, 'code'>[] = [
  {
    name: 'an attribute that the driver does not know',
    args: ['s3-pvc', '--set', 'authentificationSource=pod', '--yes'],
    says: ['"authentificationSource"', 'did you mean "authenticationSource"?'],
    cure: /--allow-unknown-attribute/,
  },
  {
    name: 'a value in other letters',
    args: ['s3-pvc', '--set', 'authenticationSource=Pod', '--yes'],
    says: ['authenticationSource is "Pod"', '"pod"'],
    cure: /"driver" or "pod"/,
  },
  {
    name: 'a cache as attribute and as mount option',
    args: ['s3-pvc', '--set', 'cache=emptyDir', '--mount-option', 'cache /tmp/s3', '--yes'],
    says: [/\bcache\b.*"cache \/tmp\/s3"|"cache \/tmp\/s3".*\bcache\b/],
  },
  {
    name: 'an ephemeral cache without its class',
    args: ['s3-pvc', '--set', 'cache=ephemeral', '--yes'],
    says: ['cacheEphemeralStorageClassName'],
  },
  {
    name: 'a mount option that the volume has with another value',
    args: ['s3-pvc', '--mount-option', 'region us-east-1', '--yes'],
    says: ['"region us-east-1"', '"region eu-central-1"'],
    cure: /--remove-mount-option 'region eu-central-1'/,
  },
];

const LET_THROUGH: Call = {
  name: 'an unknown attribute with --allow-unknown-attribute goes into the plan',
  args: ['s3-pvc', '--set', 'authentificationSource=pod', '--allow-unknown-attribute', '--dry-run=client'],
  code: 0,
  says: [/\+ +authentificationSource: pod/, 'would be recreated'],
};

describe('bad input', function () {
  const place = usePlace('bad-input');

  before('a claim in use', async function () {
    this.timeout(60_000);
    const { stage } = place();
    await installVolume(stage);
    await stage.create(deployment({ namespace: stage.namespace, replicas: 1 }));
    await untilReady(stage, 1);
  });

  describe('words on the command line are refused:', () => {
    itAnswers(place, () => WORDS.map((call) => ({ ...call, code: 2 })));
  });

  describe('attributes and mount options are refused:', () => {
    itAnswers(place, () => [...ATTRIBUTES.map((call) => ({ ...call, code: 2 })), LET_THROUGH]);
  });
});
