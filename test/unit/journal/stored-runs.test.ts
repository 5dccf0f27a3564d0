import assert from 'node:assert/strict';
import { appendFileSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { fileJournal } from '../../../src/journal/file-journal.js';
import type { Failure } from '../../../src/model/errors.js';
import type { Journal, JournalEntry, StoredRun } from '../../../src/model/journal.js';
import { failureOfAsync } from '../plan/support/failures.js';
import { STANDING_CLOCK } from './support/clock.js';
import { eachInFolder } from './support/folder.js';
import { HARD_TEXT, runRecord } from './support/records.js';

const RECORD = runRecord();
const INTENT: JournalEntry = {
  type: 'intent',
  verb: 'delete',
  object: `claim ${HARD_TEXT}`,
  body: { uid: 'c1', n: null },
};
const OUTCOME: JournalEntry = { type: 'outcome', verb: 'delete', object: 'claim app/s3-pvc', uid: 'c1' };
const ENDED: JournalEntry = { type: 'ended', result: 'done' };

/** Entries without the time at which they were written. */
function untimed(entries: readonly JournalEntry[]): readonly JournalEntry[] {
  return entries.map((entry) => {
    const { at, ...rest } = entry;
    assert.equal(at, '2026-01-05T09:00:00.000Z');
    return rest;
  });
}

describe('file journal: a run that was kept', () => {
  const folder = eachInFolder();
  const journal = (): Journal => fileJournal(folder.path(), STANDING_CLOCK);
  const file = (name: string): string => folder.path('runs', RECORD.id, name);

  async function begun(...entries: readonly JournalEntry[]): Promise<void> {
    const log = await journal().begin(RECORD, []);
    for (const entry of entries) await log.append(entry);
    await log.close();
  }

  async function opened(): Promise<StoredRun> {
    const stored = await journal().open(RECORD.id);
    await stored.log.close();
    return stored;
  }

  async function refusal(): Promise<Failure> {
    const failure = await failureOfAsync(() => journal().open(RECORD.id));
    assert.ok(['refused', 'usage'].includes(failure.code), failure.code);
    assert.match(failure.message, new RegExp(RECORD.id));
    return failure;
  }

  describe('its entries', () => {
    it('come back in order, each in a line of its own with its time', async () => {
      await begun(INTENT, OUTCOME, ENDED);
      assert.equal(readFileSync(file('journal.jsonl'), 'utf8').split('\n').length, 4);
      assert.deepEqual(untimed((await opened()).entries), [INTENT, OUTCOME, ENDED]);
    });

    it('are added to when the run goes on, never replaced', async () => {
      await begun(INTENT);
      const { log } = await journal().open(RECORD.id);
      await log.append(OUTCOME);
      await log.close();
      assert.deepEqual(untimed((await opened()).entries), [INTENT, OUTCOME]);
    });

    it('do not mix when many are written at a time', async () => {
      const log = await journal().begin(RECORD, []);
      const entries = Array.from({ length: 50 }, (_, index): JournalEntry => ({
        ...OUTCOME,
        uid: 'x'.repeat(index * 100),
      }));
      await Promise.all(entries.map((entry) => log.append(entry)));
      await log.close();
      assert.deepEqual(untimed((await opened()).entries), entries);
    });

    it('are on the disk before the log is closed', async () => {
      const log = await journal().begin(RECORD, []);
      const last = log.append(ENDED);
      await log.close();
      await last;
      assert.match(readFileSync(file('journal.jsonl'), 'utf8'), /ended/);
    });
  });

  describe('after a crash', () => {
    const line = JSON.stringify({ at: '2026-01-05T09:00:00.000Z', ...OUTCOME });

    it('a torn last line is ignored, wherever it is torn', async () => {
      await begun(INTENT);
      const whole = readFileSync(file('journal.jsonl'));
      for (let length = 1; length <= line.length; length += 7) {
        writeFileSync(file('journal.jsonl'), Buffer.concat([whole, Buffer.from(line.slice(0, length))]));
        assert.deepEqual(untimed((await opened()).entries), [INTENT]);
      }
    });

    it('a line that is torn in the middle of a letter is ignored too', async () => {
      await begun(INTENT);
      appendFileSync(file('journal.jsonl'), Buffer.from('{"type":"é').subarray(0, -1));
      assert.deepEqual(untimed((await opened()).entries), [INTENT]);
    });

    it('what is written after a torn line does not run together with it', async () => {
      await begun(INTENT);
      appendFileSync(file('journal.jsonl'), line.slice(0, 20));
      const { log } = await journal().open(RECORD.id);
      await log.append(OUTCOME);
      await log.append(ENDED);
      await log.close();
      assert.deepEqual(untimed((await opened()).entries), [INTENT, OUTCOME, ENDED]);
    });

    it('a torn line is cut off to the byte, whatever letters stand before it', async () => {
      await begun(INTENT);
      // A letter that the disk has damaged takes more bytes once it is read.
      const line = Buffer.concat([
        Buffer.from('{"at":"2026-01-05T09:00:00.000Z","type":"'),
        Buffer.from([0xff]),
        Buffer.from('"}\n'),
      ]);
      appendFileSync(file('journal.jsonl'), Buffer.concat([line, Buffer.from('{"torn')]));
      const { log } = await journal().open(RECORD.id);
      await log.append(ENDED);
      await log.close();
      assert.deepEqual(untimed((await opened()).entries).slice(2), [ENDED]);
    });

    it('before the journal’s first line there are no entries', async () => {
      await begun();
      assert.deepEqual((await opened()).entries, []);
    });

    it('before the journal itself was made there are none either: the plan is what makes a run', async () => {
      await begun();
      rmSync(file('journal.jsonl'));
      assert.deepEqual((await opened()).entries, []);
    });
  });

  it('is refused where nothing can be added to its journal, since then nothing could be changed', async () => {
    await begun(INTENT);
    rmSync(file('journal.jsonl'));
    symlinkSync(folder.path('nowhere', 'journal.jsonl'), file('journal.jsonl'));
    const failure = await refusal();
    assert.equal(failure.code, 'refused');
    assert.match(failure.message, /^the journal in .* cannot be written: ENOENT/);
    assert.match(failure.hint ?? '', /nothing was changed.*--state-dir/);
  });

  describe('that is damaged', () => {
    it('in the middle of its journal is refused and left as it is', async () => {
      await begun(INTENT, OUTCOME);
      const damaged = readFileSync(file('journal.jsonl'), 'utf8').replace('{', '#');
      writeFileSync(file('journal.jsonl'), damaged);
      const failure = await refusal();
      assert.match(failure.message, /journal\.jsonl/);
      assert.match(failure.hint ?? '', /snapshot\//);
      assert.equal(readFileSync(file('journal.jsonl'), 'utf8'), damaged);
    });

    for (const text of ['', '{', 'null', '[]', '42', '{}', '{"formatVersion":1}', '\u0000\u0000']) {
      it(`in its plan (${JSON.stringify(text)}) is refused and left as it is`, async () => {
        await begun();
        writeFileSync(file('plan.json'), text);
        const failure = await refusal();
        assert.match(failure.message, /plan\.json/);
        assert.match(failure.hint ?? '', /snapshot\//);
        assert.equal(readFileSync(file('plan.json'), 'utf8'), text);
      });
    }

    const needed = [
      'id',
      'startedAt',
      'namespace',
      'claimName',
      'volumeName',
      'cluster',
      'snapshot',
      'target',
      'changes',
      'steps',
      'workloads',
      'settings',
      'approval',
    ];
    for (const field of needed) {
      it(`is refused without ${field} in its plan, which is named`, async () => {
        await begun();
        const { [field]: left, ...rest } = JSON.parse(readFileSync(file('plan.json'), 'utf8')) as Record<
          string,
          unknown
        >;
        assert.notEqual(left, undefined);
        writeFileSync(file('plan.json'), JSON.stringify(rest));
        assert.match((await refusal()).message, new RegExp(`plan\\.json.*${field}`));
      });
    }

    for (const place of ['snapshot.claim', 'snapshot.volume', 'target.claim', 'target.volume']) {
      it(`is refused where ${place} has no spec`, async () => {
        await begun();
        const plan = JSON.parse(readFileSync(file('plan.json'), 'utf8')) as Record<string, Record<string, object>>;
        const [part = '', object = ''] = place.split('.');
        const damaged = { ...plan[part], [object]: { ...plan[part]?.[object], spec: null } };
        writeFileSync(file('plan.json'), JSON.stringify({ ...plan, [part]: damaged }));
        assert.match((await refusal()).message, new RegExp(`plan\\.json.*${place}\\.spec`));
      });
    }

    for (const line of ['{"type":"resumed"}', '{"type":"intent"}', '{"type":"step","step":1}', '{"type":"ended"}']) {
      it(`by a line of its journal that lacks what such a line says (${line}) is refused`, async () => {
        await begun(INTENT);
        appendFileSync(file('journal.jsonl'), `${line}\n`);
        assert.match((await refusal()).message, /journal\.jsonl is damaged: line 2 is not one/);
      });
    }

    it('is refused when a newer program wrote it', async () => {
      await begun();
      const plan = JSON.parse(readFileSync(file('plan.json'), 'utf8')) as Record<string, unknown>;
      writeFileSync(file('plan.json'), JSON.stringify({ ...plan, formatVersion: 2 }));
      const failure = await refusal();
      assert.match(failure.message, /was written by a newer version of this program: format 2, this one knows 1/);
      assert.match(failure.hint ?? '', /version/);
    });

    it('is told from one that was never there', async () => {
      const failure = await refusal();
      assert.equal(failure.code, 'usage');
      assert.match(failure.message, /there is no run/);
      assert.match(failure.hint ?? '', /--state-dir/);
    });

    it('is not called missing when it only cannot be read', async () => {
      await begun();
      rmSync(file('plan.json'));
      mkdirSync(file('plan.json'));
      assert.doesNotMatch((await refusal()).message, /there is no run/);
    });
  });
});
