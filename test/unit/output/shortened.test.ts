import assert from 'node:assert/strict';
import { Failure } from '../../../src/model/errors.js';
import { failureLines } from '../../../src/output/failure-lines.js';
import { planPage } from '../../../src/output/plan-page.js';
import { shortened } from '../../../src/output/shortened.js';
import { planDocument } from '../../../src/output/script/plan-document.js';
import { planView } from './support/view.js';

const PLAIN = { colour: false, unicode: false };
const LONG = 'x'.repeat(50_000);

describe('a very long line', () => {
  it('is cut off with how much is missing, letter by letter, and any other is left alone', () => {
    assert.equal(shortened('abcdef', 6), 'abcdef');
    assert.equal(shortened('ab😀def', 3), 'ab😀 … (3 more characters)');
  });

  it('of the diff is short on the page of the plan, and whole in the document', () => {
    const view = planView({ wanted: { annotations: { note: LONG } } });
    const page = planPage(view, PLAIN);
    assert.match(page, /\+ +note: x+ … \(49\d\d\d more characters\)\n/);
    assert.ok(page.length < 10_000);
    assert.ok(planDocument(view).diff.includes(LONG));
  });

  it('of a check and of an error is short on the screen', () => {
    const checks = [{ id: 'c', level: 'warning' as const, message: LONG, hint: LONG }];
    assert.ok(planPage(planView({ checks }), PLAIN).length < 10_000);
    const text = failureLines(new Failure('usage', LONG, { hint: `look\n${LONG}` }));
    assert.ok(text.length < 5000 && /^error: x+ … \(49000 more characters\)\nlook\nx+ … /.test(text));
  });
});
