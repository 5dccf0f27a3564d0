import assert from 'node:assert/strict';
import type { JournalEntry } from '../../../../src/model/journal.js';
import { html, joined } from '../../../../src/output/html/markup.js';
import { runHtml } from '../../../../src/output/html/page.js';
import { APPROVED, DONE, STOPPED } from '../../../docs/told-runs.js';

const HOSTILE = `</pre></title><script>alert("1")</script><img src=x onerror='x'>&amp;\`\u001b[31m\u202e\u0000\u2028"`;

describe('markup', () => {
  it('takes every text for text, and what html made for what it is', () => {
    assert.equal(
      html`<b title="${'"<&>\'`'}">${html`<i>${'<'}</i>`}</b>`.text,
      '<b title="&#34;&#60;&#38;&#62;&#39;&#96;"><i>&#60;</i></b>',
    );
    assert.equal(html`${['<', html`<br />`, 1]}`.text, '&#60;<br />1');
    assert.equal(joined(['<', html`<br />`]).text, '&#60;\n<br />');
  });

  it('lets no control character through, and none that turns the order of letters', () => {
    assert.equal(html`${'a\u001b[31mb\u202ec\u0000d\ne'}`.text, 'ab c d e');
  });
});

describe("a run's page, where everything that comes from elsewhere is hostile", () => {
  const at = '2026-01-05T09:00:00.100Z';
  const entries: readonly JournalEntry[] = [
    ...STOPPED.entries,
    { at, type: 'step', step: HOSTILE, state: 'started' },
    { at, type: 'step', step: HOSTILE, state: 'failed', message: HOSTILE },
    { at, type: 'outcome', verb: HOSTILE, object: `Pod ${HOSTILE}`, error: HOSTILE, uid: HOSTILE },
    { at, type: 'workload', kind: HOSTILE, name: HOSTILE, state: 'stopping' },
    { at, type: 'amended', volumeHandle: HOSTILE },
    { at: HOSTILE, type: 'ended', result: 'failed', message: HOSTILE },
  ];
  const page = runHtml({
    ...STOPPED,
    entries,
    folder: HOSTILE,
    record: {
      ...APPROVED,
      id: HOSTILE,
      namespace: HOSTILE,
      claimName: HOSTILE,
      volumeName: HOSTILE,
      startedAt: HOSTILE,
      cluster: { context: HOSTILE, server: HOSTILE },
      approval: { by: 'flag', user: HOSTILE, at: HOSTILE },
      digest: HOSTILE,
      driver: { generation: 'v2', version: HOSTILE },
      checks: [{ id: 'x', level: 'error', message: HOSTILE, hint: HOSTILE, override: HOSTILE }],
      changes: [{ object: 'volume', path: [HOSTILE], from: 'a', to: 'b', effect: 'recreate' }],
      workloads: [{ kind: HOSTILE, name: HOSTILE, uid: 'u', expectedReady: 1 }],
    },
    diff: `--- ${HOSTILE}\n+${HOSTILE}\n-${HOSTILE}\n`,
    stands: HOSTILE,
    trouble: [HOSTILE],
    resume: HOSTILE,
    rollback: HOSTILE,
  });

  it('has no element of theirs, and no attribute', () => {
    assert.doesNotMatch(page, /<script|<img|alert\("|onerror='/);
    assert.equal(page.match(/<\/title>/g)?.length, 1);
    const known =
      /^\/?(html|head|meta|title|style|body|main|footer|h[123]|p|a|dl|dt|dd|div|span|pre|ins|del|b|br|ul|li|code|time|details|summary|table|thead|tbody|tr|th|td)$/;
    for (const [, name = ''] of page.replace(/^.*\n.*\n/, '').matchAll(/<([^\s>]+)/g)) assert.match(name, known);
  });

  it('has no character that steers anything', () => {
    assert.doesNotMatch(page, /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
  });

  it('stays a page where the times in the journal are none', () => {
    assert.match(page, /<h2>Time line<\/h2>/);
    const timeless = DONE.entries.map((entry) => ({ ...entry, at: 'yesterday' }));
    assert.match(runHtml({ ...DONE, entries: timeless }), /Nothing was written down that took any time/);
  });
});

describe("a run's page", () => {
  it('has no content of Pods and of requests, which may be secret', () => {
    const [pod] = APPROVED.snapshot.pods;
    assert.ok(pod);
    const secret = { ...pod, spec: { containers: [{ name: 'c', image: 'i', env: [{ name: 'N', value: 'S3CRET' }] }] } };
    const record = { ...APPROVED, snapshot: { ...APPROVED.snapshot, pods: [secret] } };
    const asked: JournalEntry = { type: 'intent', verb: 'create', object: 'Pod app/bare', body: { value: 'S3CRET' } };
    assert.doesNotMatch(runHtml({ ...DONE, record, entries: [asked, ...DONE.entries] }), /S3CRET/);
  });

  it('tells of a run of an early version what was not kept then', () => {
    const { digest, checks, driver, ...early } = APPROVED;
    assert.ok(digest !== undefined && checks !== undefined && driver !== undefined);
    const page = runHtml({ ...DONE, record: early });
    assert.match(page, /of an early version, which did not keep what its checks said/);
    assert.doesNotMatch(page, /sha256:|undefined/);
  });

  it('of a run that died before its first line says so', () => {
    const page = runHtml({ ...STOPPED, entries: [], state: 'unfinished' });
    assert.match(page, /It ended before its first step/);
    assert.match(page, /Nothing was written down that took any time/);
  });
});
