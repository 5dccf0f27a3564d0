import assert from 'node:assert/strict';
import { safePrompter } from '../../../src/output/safe-prompter.js';
import { person } from '../../support/person.js';

const ODD = 'x\u001b[2Jy\u202e';

describe('questions', () => {
  const { signal } = new AbortController();

  it('steer no terminal, whatever a cluster has put into them, and answers stay as they are', async () => {
    const names: string[] = [];
    const somebody = person(true, ODD, [ODD], 'wrong', 'good');
    const asking = safePrompter({
      ...somebody,
      choose: (question, choices, stop) => {
        names.push(...choices.flatMap(({ name, hint = '' }) => [name, hint]));
        return somebody.choose(question, choices, stop);
      },
    });
    const choices = [{ value: ODD, name: ODD, hint: ODD }];

    assert.equal(await asking.confirm(ODD, signal), true);
    assert.equal(await asking.choose(ODD, choices, signal), ODD);
    assert.deepEqual(await asking.pick(ODD, choices, signal), [ODD]);
    const faultIn = (text: string): string | undefined => (text === 'good' ? undefined : ODD);
    assert.equal(await asking.input(ODD, faultIn, signal), 'good');

    // eslint-disable-next-line no-control-regex -- looking for them is what this test is for
    const steering = /[\u0000-\u0009\u000b-\u001f\u202e]/;
    for (const words of [...somebody.heard, ...names]) assert.doesNotMatch(words, steering);
  });
});
