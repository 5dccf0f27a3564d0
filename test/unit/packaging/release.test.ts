import assert from 'node:assert/strict';
import { releasedChangelog, requireNewer } from '../../../packaging/release.js';

describe('a release', () => {
  it('has a version of three numbers that is not older than the last one', () => {
    requireNewer('0.1.0', '0.1.0');
    requireNewer('0.10.0', '0.9.1');
    assert.throws(() => {
      requireNewer('v0.2.0', '0.1.0');
    }, /"v0.2.0" is no version: X.Y.Z, without a v/);
    assert.throws(() => {
      requireNewer('0.2', '0.1.0');
    }, /"0.2" is no version/);
    assert.throws(() => {
      requireNewer('0.9.1', '0.10.0');
    }, /0.9.1 is older than 0.10.0, which package.json has/);
  });

  it('puts version and day into the first heading of the changelog, and nothing else', () => {
    const changelog = '# Changelog\n\n## 0.2.0 (not released)\n\n- New.\n\n## 0.1.0 (2026-01-02)\n\n- Old.\n';

    const released = releasedChangelog(changelog, '0.3.0', '2026-02-03');

    assert.equal(released, '# Changelog\n\n## 0.3.0 (2026-02-03)\n\n- New.\n\n## 0.1.0 (2026-01-02)\n\n- Old.\n');
  });

  it('is not made of a changelog that says nothing new', () => {
    const made = '# Changelog\n\n## 0.1.0 (2026-01-02)\n\n- Old.\n\n## 0.0.1 (not released)\n\n- Older.\n';
    const empty = '# Changelog\n\n## 0.2.0 (not released)\n\n## 0.1.0 (2026-01-02)\n\n- Old.\n';

    assert.throws(() => releasedChangelog(made, '0.2.0', '2026-02-03'), /no heading "## X.Y.Z \(not released\)"/);
    assert.throws(() => releasedChangelog(empty, '0.2.0', '2026-02-03'), /says nothing below "0.2.0"/);
  });
});
