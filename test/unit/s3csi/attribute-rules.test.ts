import assert from 'node:assert/strict';
import type { AttributeProblem } from '../../../src/s3csi/attribute-problem.js';
import { attributeProblems } from '../../../src/s3csi/attribute-rules.js';
import { s3Volume, type S3VolumeParts } from './s3-volume.js';

function problemsOf(
  parts: S3VolumeParts,
  allowUnknown: boolean | ReadonlySet<string> = false,
): readonly AttributeProblem[] {
  return attributeProblems(s3Volume(parts), { allowUnknown });
}

/** The one problem of a volume; fails when there are none or more. */
function onlyProblem(parts: S3VolumeParts, allowUnknown: boolean | ReadonlySet<string> = false): AttributeProblem {
  const problems = problemsOf(parts, allowUnknown);
  const [first] = problems;
  assert.ok(first !== undefined && problems.length === 1, `expected one problem, got ${JSON.stringify(problems)}`);
  return first;
}

const FULL_EMPTY_DIR = {
  authenticationSource: 'pod',
  stsRegion: 'eusc-de-east-1',
  cache: 'emptyDir',
  cacheEmptyDirSizeLimit: '2Gi',
  cacheEmptyDirMedium: 'Memory',
  mountpointContainerResourcesRequestsCpu: '250m',
  mountpointContainerResourcesRequestsMemory: '1Gi',
  mountpointContainerResourcesLimitsCpu: '1',
  mountpointContainerResourcesLimitsMemory: '1.5e9',
  mountpointPodServiceAccountName: 'mounter',
  'mountpointEnv.HTTPS_PROXY': 'http://proxy:3128',
  'mountpointEnv.NO_PROXY': '10.0.0.0/8',
};

const EPHEMERAL = {
  cache: 'ephemeral',
  cacheEphemeralStorageClassName: 'gp3',
  cacheEphemeralStorageResourceRequest: '10Gi',
};

describe('attribute rules: a volume the driver accepts', () => {
  it('has no problems when it has no more than a bucket', () => {
    assert.deepEqual(problemsOf({}), []);
  });

  it('has no problems with every attribute there is, mountOptions included', () => {
    const mountOptions = ['allow-other', 'region eu-central-1', '--max-cache-size 2048', 'prefix=a/'];
    assert.deepEqual(problemsOf({ attributes: FULL_EMPTY_DIR, mountOptions }), []);
    assert.deepEqual(problemsOf({ attributes: EPHEMERAL, accessModes: ['ReadOnlyMany', 'ReadWriteMany'] }), []);
  });

  it('may leave optional attributes empty, which the driver takes for absent', () => {
    for (const key of [...Object.keys(FULL_EMPTY_DIR), ...Object.keys(EPHEMERAL)]) {
      assert.deepEqual(problemsOf({ attributes: { [key]: '' } }), [], key);
    }
  });
});

describe('attribute rules: unknown attributes', () => {
  it('refuses a misspelt attribute, names the one that was meant and the flag that lets it through', () => {
    assert.deepEqual(onlyProblem({ attributes: { authentificationSource: 'pod' } }), {
      key: 'authentificationSource',
      level: 'error',
      message: 'unknown attribute "authentificationSource"; did you mean "authenticationSource"?',
      hint: 'The driver ignores attributes it does not know. Write "authenticationSource", in exactly these letters.',
      override: '--allow-unknown-attribute',
    });
  });

  it('refuses an attribute that is wrong in its case only', () => {
    const problem = onlyProblem({ attributes: { CACHE: 'emptyDir' } });
    assert.equal(problem.message, 'unknown attribute "CACHE"; did you mean "cache"?');
  });

  it('sees that Bucketname leaves the volume without a bucketName', () => {
    const problems = problemsOf({ attributes: { bucketName: undefined, Bucketname: 'b' } });
    assert.deepEqual(
      problems.map(({ message }) => message),
      [
        'unknown attribute "Bucketname"; did you mean "bucketName"?',
        'bucketName is not set, but the driver cannot mount without it',
      ],
    );
  });

  it('lists what the driver knows when nothing is near', () => {
    const problem = onlyProblem({ attributes: { endpointUrl: 'http://minio' } });
    assert.equal(problem.message, 'unknown attribute "endpointUrl"');
    assert.match(problem.hint, /It knows bucketName, authenticationSource, .*mountpointEnv\.NO_PROXY\.$/);
  });

  it('lets through, with a warning, all of them or those that are named', () => {
    const attributes = { endpointUrl: 'a' };
    assert.equal(onlyProblem({ attributes }, true).level, 'warning');
    assert.equal(onlyProblem({ attributes }, new Set(['endpointUrl'])).level, 'warning');
    assert.equal(onlyProblem({ attributes }, new Set(['another'])).level, 'error');
  });

  it('lets nothing else through by that flag', () => {
    assert.equal(onlyProblem({ attributes: { cache: 'disk' } }, true).level, 'error');
    assert.equal(onlyProblem({ attributes: { cache: 'disk' } }, new Set(['cache'])).level, 'error');
  });
});

describe('attribute rules: environment of Mountpoint', () => {
  it('never lets through a variable that the driver rejects', () => {
    const problem = onlyProblem({ attributes: { 'mountpointEnv.AWS_MAX_ATTEMPTS': '5' } }, true);
    assert.deepEqual(problem, {
      key: 'mountpointEnv.AWS_MAX_ATTEMPTS',
      level: 'error',
      message: 'the driver rejects the attribute "mountpointEnv.AWS_MAX_ATTEMPTS"',
      hint: 'Only mountpointEnv.HTTPS_PROXY and mountpointEnv.NO_PROXY are accepted.',
    });
  });

  it('names the variable that was meant', () => {
    const { message } = onlyProblem({ attributes: { 'mountpointEnv.https_proxy': 'http://proxy' } });
    assert.match(message, /did you mean "mountpointEnv.HTTPS_PROXY"\?$/);
  });
});

describe('attribute rules: values', () => {
  it('needs a bucketName that is not empty', () => {
    assert.match(onlyProblem({ attributes: { bucketName: undefined } }).message, /^bucketName is not set,/);
    assert.match(onlyProblem({ attributes: { bucketName: '' } }).message, /^bucketName is empty,/);
  });

  it('needs texts, not what YAML makes of an unquoted value', () => {
    const cases: readonly (readonly [string, boolean | number | null | object, string])[] = [
      ['stsRegion', true, 'true'],
      ['mountpointContainerResourcesLimitsCpu', 1, '1'],
      ['cache', null, 'null'],
      ['bucketName', 12, '12'],
      ['cacheEmptyDirMedium', {}, '{}'],
    ];
    for (const [key, value, shown] of cases) {
      const { message } = onlyProblem({ attributes: { [key]: value as never } });
      assert.equal(message, `${key} is ${shown}, but the value of an attribute must be a string`);
    }
  });

  it('knows the values of each attribute that has a list of them', () => {
    const cases = [
      ['authenticationSource', 'pods', 'pod', '"driver" or "pod"'],
      ['authenticationSource', 'Driver', 'driver', '"driver" or "pod"'],
      ['cache', 'emptydir', 'emptyDir', '"emptyDir" or "ephemeral"'],
      ['cacheEmptyDirMedium', 'memory', 'Memory', '"Memory"'],
    ] as const;
    for (const [key, value, meant, allowed] of cases) {
      const problem = onlyProblem({ attributes: { [key]: value } });
      assert.equal(problem.key, key);
      assert.equal(problem.message, `${key} is "${value}", which the driver does not know; did you mean "${meant}"?`);
      assert.equal(problem.hint, `${key} takes ${allowed}, in exactly these letters.`);
    }
  });

  it('suggests no value where none is near', () => {
    const { message } = onlyProblem({ attributes: { cache: 'hostPath' } });
    assert.equal(message, 'cache is "hostPath", which the driver does not know');
  });

  it('parses every attribute that is a quantity', () => {
    const keys = [
      'cacheEmptyDirSizeLimit',
      'cacheEphemeralStorageResourceRequest',
      'mountpointContainerResourcesRequestsCpu',
      'mountpointContainerResourcesRequestsMemory',
      'mountpointContainerResourcesLimitsCpu',
      'mountpointContainerResourcesLimitsMemory',
    ];
    for (const key of keys) {
      const problem = onlyProblem({ attributes: { [key]: '2GB' } });
      assert.equal(problem.key, key);
      assert.equal(problem.message, `${key} is "2GB", which is not a Kubernetes quantity`);
      assert.match(problem.hint, /Ki Mi Gi Ti Pi Ei/);
    }
  });

  it('leaves it to the API server to refuse a quantity that parses but is below zero', () => {
    assert.deepEqual(problemsOf({ attributes: { mountpointContainerResourcesLimitsCpu: '-1' } }), []);
  });

  it('takes only what can be the name of a ServiceAccount', () => {
    const key = 'mountpointPodServiceAccountName';
    for (const name of ['m', 'mount-sa', 's3.reader', '0', 'a'.repeat(253)]) {
      assert.deepEqual(problemsOf({ attributes: { [key]: name } }), [], name);
    }
    for (const name of ['Mounter', '-a', 'a-', 'a_b', 'a b', 'a..b', '.a', 'mount-s3/sa', 'a'.repeat(254)]) {
      const { message } = onlyProblem({ attributes: { [key]: name } });
      assert.equal(message, `${key} is "${name}", which cannot be the name of a ServiceAccount`);
    }
  });
});
