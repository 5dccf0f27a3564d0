import assert from 'node:assert/strict';
import { editMountOptions } from '../../../src/plan/mount-options.js';
import { assertFails } from './support/failures.js';

const PRESENT = ['allow-delete', 'region eu-central-1', '--prefix logs/'];

describe('mount options: adding', () => {
  it('puts new ones at the end and leaves the order of the others', () => {
    assert.deepEqual(editMountOptions(PRESENT, ['read-only', 'uid=1000'], []), [...PRESENT, 'read-only', 'uid=1000']);
    assert.deepEqual(editMountOptions([], ['read-only'], []), ['read-only']);
  });

  it('leaves one alone that is there already', () => {
    assert.deepEqual(editMountOptions(PRESENT, ['allow-delete', '--prefix logs/'], []), PRESENT);
  });

  for (const form of [
    '--allow-delete',
    'region=eu-central-1',
    '--region eu-central-1',
    'prefix logs/',
    'prefix=logs/',
  ]) {
    it(`leaves one alone that is there in another form: ${form}`, () => {
      assert.deepEqual(editMountOptions(PRESENT, [form], []), PRESENT);
    });
  }

  for (const form of ['region us-east-1', 'region=us-east-1', '--region us-east-1', '--region=us-east-1']) {
    it(`refuses another value beside the one that is there: ${form}`, () => {
      const failure = assertFails(
        () => editMountOptions(PRESENT, [form], []),
        'usage',
        /conflicts with "region eu-central-1"/,
      );
      assert.match(failure.hint ?? '', /--remove-mount-option/);
    });
  }

  it('does not take one for another that only begins alike', () => {
    assert.deepEqual(editMountOptions(['allow-delete'], ['allow-delete-x', 'allow'], []), [
      'allow-delete',
      'allow-delete-x',
      'allow',
    ]);
  });

  it('refuses two new ones that contradict each other', () => {
    assertFails(() => editMountOptions([], ['uid=1', 'uid=2'], []), 'usage', /"uid=2" conflicts with "uid=1"/);
  });
});

describe('mount options: removing', () => {
  const forms = ['region eu-central-1', 'region=eu-central-1', '--region eu-central-1', 'region', '--region'];

  for (const form of forms) {
    it(`takes one out by ${form}`, () => {
      assert.deepEqual(editMountOptions(PRESENT, [], [form]), ['allow-delete', '--prefix logs/']);
    });
  }

  it('takes out one that stands there with dashes', () => {
    assert.deepEqual(editMountOptions(PRESENT, [], ['prefix']), PRESENT.slice(0, 2));
    assert.deepEqual(editMountOptions(['--allow-delete'], [], ['allow-delete']), []);
    assert.deepEqual(editMountOptions(['allow-delete'], [], ['--allow-delete']), []);
  });

  it('leaves one alone that has another value', () => {
    assert.deepEqual(editMountOptions(PRESENT, [], ['region us-east-1']), PRESENT);
  });

  for (const [typed, meant] of [
    ['regoin', 'region'],
    ['--prefx=logs/', 'prefix'],
    ['read-olny', 'read-only'],
    ['allow-delet', 'allow-delete'],
  ] as const) {
    it(`asks whether ${meant} was meant by ${typed}`, () => {
      const failure = assertFails(() => editMountOptions(PRESENT, [], [typed]), 'usage', /has no such option/);
      assert.equal(failure.hint, `did you mean "${meant}"?`);
    });
  }

  for (const gone of [
    'read-only',
    'uid 1000',
    'cache /tmp',
    '-o allow_other',
    'auto-unmount',
    'log-directory /tmp',
    'profile x',
  ]) {
    it(`has nothing to do where it was taken out before: ${gone}`, () => {
      assert.deepEqual(editMountOptions(PRESENT, [], [gone]), PRESENT);
    });
  }

  it('takes out whatever the volume has, known or not', () => {
    assert.deepEqual(editMountOptions(['regoin x'], [], ['regoin']), []);
  });

  it('can be followed by the same option with another value', () => {
    assert.deepEqual(editMountOptions(PRESENT, ['region us-east-1'], ['region']), [
      'allow-delete',
      '--prefix logs/',
      'region us-east-1',
    ]);
  });

  it('changes nothing in what it was given', () => {
    const present = Object.freeze(['a', 'b']);
    assert.deepEqual(editMountOptions(present, ['c'], ['a']), ['b', 'c']);
  });
});
