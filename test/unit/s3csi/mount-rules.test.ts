import assert from 'node:assert/strict';
import { attributeProblems } from '../../../src/s3csi/attribute-rules.js';
import { s3Volume, type S3VolumeParts } from './s3-volume.js';

function problemsOf(parts: S3VolumeParts): readonly (readonly [string, string])[] {
  return attributeProblems(s3Volume(parts), { allowUnknown: true }).map(({ key, message }) => [key, message] as const);
}

describe('mount rules', () => {
  it('refuse -o in every form', () => {
    for (const option of ['-o', '-o allow_other', '-o=ro', ' -o rw']) {
      assert.deepEqual(
        problemsOf({ mountOptions: [option] }),
        [['mountOptions', `the driver rejects the mountOption "${option}", because it does not support -o`]],
        option,
      );
    }
  });

  it('take options that only look like -o', () => {
    assert.deepEqual(problemsOf({ mountOptions: ['--o', 'o', 'prefix -o', 'overwrite'] }), []);
  });

  it('refuse each access mode that the driver does not serve', () => {
    for (const mode of ['ReadWriteOnce', 'ReadWriteOncePod', 'readwritemany']) {
      assert.deepEqual(problemsOf({ accessModes: ['ReadWriteMany', mode] }), [
        ['accessModes', `the driver rejects the access mode "${mode}"`],
      ]);
    }
  });

  it('say which access modes there are', () => {
    const [problem] = attributeProblems(s3Volume({ accessModes: ['ReadWriteOnce'] }), { allowUnknown: false });
    assert.match(problem?.hint ?? '', /ReadWriteMany or ReadOnlyMany/);
  });
});
