import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderKustomization } from '../../../src/cluster/index.js';
import { Failure } from '../../../src/model/errors.js';
import { fullEnv } from './support/parity.js';
import { temporaryFolder } from './support/temporary-folder.js';

describe('a kustomization', function () {
  this.timeout(20_000);
  const folder = temporaryFolder();

  it('is rendered by kubectl', async () => {
    const dir = join(folder.path(), '-odd name');
    mkdirSync(dir);
    writeFileSync(join(dir, 'kustomization.yaml'), 'namePrefix: my-\nresources: [claim.yaml]\n');
    writeFileSync(join(dir, 'claim.yaml'), 'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: s3}\n');
    const rendered = await renderKustomization(dir, fullEnv({}, folder.path()));
    assert.match(rendered, /kind: PersistentVolumeClaim\nmetadata:\n {2}name: my-s3/);
  });

  it('that is none is refused in the words of kustomize', async () => {
    await assert.rejects(
      renderKustomization(folder.path(), fullEnv({}, folder.path())),
      (error: unknown) =>
        error instanceof Failure &&
        error.code === 'usage' &&
        /^the kustomization ".*" cannot be rendered: unable to find one of 'kustomization/.test(error.message),
    );
  });
});
