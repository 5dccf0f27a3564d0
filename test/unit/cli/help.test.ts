import assert from 'node:assert/strict';
import { FLAGS } from '../../../src/cli/flags/index.js';
import { flagTable, helpPage } from '../../../src/cli/help.js';
import { topicPage } from '../../../src/cli/help/topics.js';
import { VERB_PAGES } from '../../../src/cli/help/verb-pages.js';
import { parseRequest } from '../../../src/cli/parse-request.js';
import { EXIT_CODES } from '../../../src/model/errors.js';
import { KNOWN_ATTRIBUTES } from '../../../src/s3csi/attributes.js';

function lines(): readonly string[] {
  return helpPage().split('\n');
}

describe('help', () => {
  it('has every flag once, with what it means', () => {
    for (const { name, meaning } of FLAGS) {
      const found = lines().filter((line) => new RegExp(`^  (-., )?--${name}([ =]|$)`).test(line));
      assert.equal(found.length, 1, name);
      assert.ok(found[0]?.endsWith(`  ${meaning}`), found[0]);
    }
  });

  it('shows the short form and the value', () => {
    assert.ok(lines().some((line) => line.startsWith('  -n, --namespace NAME  ')));
    assert.ok(lines().some((line) => line.startsWith('  --dry-run=client|server  ')));
    assert.ok(lines().some((line) => line.startsWith('  -y, --yes  ')));
  });

  it('has its groups in the order of what one needs first', () => {
    const groups = lines().filter((line) => /^\S.*:$/.test(line));
    assert.deepEqual(groups, [
      'Examples:',
      'Usage:',
      'What to change:',
      'Safety:',
      'Output:',
      'Cluster, as in kubectl:',
    ]);
  });

  it('has every exit code', () => {
    for (const code of [0, ...Object.values(EXIT_CODES)])
      assert.match(helpPage(), new RegExp(`\\b${code} `), String(code));
  });

  it('has examples that work', async () => {
    const examples = lines().filter((line) => line.startsWith('  kubectl s3csi-recreate ') && !/\[|\|/.test(line));
    assert.ok(examples.length >= 6);
    for (const example of examples) {
      const argv = example.trim().split(' ').slice(2);
      assert.equal((await parseRequest(argv)).verb === 'help', argv[0] === 'explain', example);
    }
  });

  it('ends with one newline', () => {
    assert.match(helpPage(), /[^\n]\n$/);
  });
});

describe('help: topics', () => {
  it('have examples that work', async () => {
    for (const { name, examples } of VERB_PAGES) {
      for (const { command } of examples) {
        const request = await parseRequest(command.split(' ').slice(2));
        assert.equal(request.verb, name, command);
      }
    }
  });

  it('of a verb have just the flags that it takes', async () => {
    for (const verb of ['resume', 'rollback'] as const) {
      for (const { name, kind, value = '' } of FLAGS.filter(({ group }) => group !== 'Cluster, as in kubectl')) {
        if (name === 'help' || name === 'version') continue;
        const given = kind === 'switch' ? `--${name}` : `--${name}=${/[a-z]+/.exec(value)?.[0] ?? '5m'}`;
        const isRefused = await parseRequest([verb, given]).then(
          () => false,
          (error: unknown) => /does not go with/.test(String(error)),
        );
        const isListed = new RegExp(`^ +(-., )?--${name}\\b`, 'm').test(topicPage(verb, KNOWN_ATTRIBUTES));
        assert.equal(isListed, !isRefused, `${verb} ${given}`);
      }
    }
  });

  it('of a verb that only reads have none of care', () => {
    for (const verb of ['runs', 'show']) {
      const reads = topicPage(verb, KNOWN_ATTRIBUTES);
      assert.doesNotMatch(reads, /--yes|--dry-run|--timeout|--take-over-lock/);
      assert.match(reads, /^ {2}--state-dir DIR /m);
    }
  });

  it('have every attribute, what it takes and since when', () => {
    const page = topicPage('attributes', KNOWN_ATTRIBUTES);
    for (const { key, meaning, since } of KNOWN_ATTRIBUTES) {
      assert.match(page, new RegExp(`^  ${key}=\\S+ +since ${since}\n      ${meaning.replace(/[()]/g, '.')}`, 'm'));
    }
    assert.match(page, /authenticationSource=driver\|pod /);
  });

  it('have every exit code', () => {
    const page = topicPage('exit-codes', KNOWN_ATTRIBUTES);
    for (const code of [0, ...Object.values(EXIT_CODES)]) assert.match(page, new RegExp(`^  ${code} +\\S`, 'm'));
  });

  it('are named in the usage', () => {
    assert.match(helpPage(), /help attributes\|exit-codes\|resume\|rollback\|runs\|show\n/);
  });
});

describe('help: the table for README', () => {
  it('has one row for each flag', () => {
    const rows = flagTable().split('\n');
    assert.equal(rows.length, FLAGS.length + 2);
    assert.ok(rows.every((row) => (row.replaceAll('\\|', '').match(/\|/g) ?? []).length === 3));
  });
});

describe('flags', () => {
  it('have names and short forms of their own', () => {
    const all = FLAGS.flatMap(({ name, short }) => (short === undefined ? [`--${name}`] : [`--${name}`, `-${short}`]));
    assert.equal(new Set(all).size, all.length);
  });
});
