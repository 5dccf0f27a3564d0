import assert from 'node:assert/strict';
import { outputFormatOf } from '../../../src/cli/output-format.js';
import { parseRequest } from '../../../src/cli/parse-request.js';
import { failureOfAsync } from '../plan/support/failures.js';

describe('the format that a script asks for', () => {
  it('is found in every spelling of kubectl, the last one given', () => {
    for (const words of [
      '-o json',
      '-ojson',
      '-o=json',
      '--output json',
      '--output=json',
      '-qyojson',
      '-o yaml -o json',
    ]) {
      assert.equal(outputFormatOf(['s3-pvc', ...words.split(' ')]), 'json', words);
    }
    assert.equal(outputFormatOf(['s3-pvc', '--set', 'a=b']), undefined);
  });

  it('is found among words that are wrong', () => {
    for (const words of ['--sett -o json', '-Z --output=json', '--yes=perhaps -o json', '--grace-period= -o json']) {
      assert.equal(outputFormatOf(words.split(' ')), 'json', words);
    }
    assert.equal(outputFormatOf(['-o']), undefined);
    assert.equal(outputFormatOf(['-o', 'xml']), undefined);
  });

  it('is not the value of another flag, nor what stands behind --', () => {
    assert.equal(outputFormatOf(['s3-pvc', '-n', '-ojson']), undefined);
    assert.equal(outputFormatOf(['s3-pvc', '--', '-ojson']), undefined);
  });

  it('is part of every request, and refused where it is none', async () => {
    for (const words of ['s3-pvc --unchanged', 'resume', 'rollback run-1', 'runs', 'show run-1']) {
      const request = await parseRequest([...words.split(' '), '-o', 'jsonl']);
      assert.ok('output' in request && request.output === 'jsonl', words);
    }
    const failure = await failureOfAsync(() => parseRequest(['runs', '-o', 'wide']));
    assert.deepEqual([failure.code, failure.message], ['usage', '--output "wide" is not offered']);
    assert.match(failure.hint ?? '', /json, jsonl, yaml or name/);
  });
});
