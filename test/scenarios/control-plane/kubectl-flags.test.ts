import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FLAGS } from '../../../src/cli/flags/index.js';
import { projectRoot } from '../../cluster/project-root.js';
import { usePlace } from './place.js';

/** Flags as kubectl's own help lists them: `-f, --filename=[]:`. */
function flagsIn(help: string): readonly string[] {
  return [...help.matchAll(/^ {4}(?:-\w, )?--([\w-]+)=.*:$/gm)].map(([, name = '']) => name);
}

describe('docs/kubectl-flags.md', function () {
  this.timeout(60_000);
  const place = usePlace('kubectl-flags');
  const theirs = new Map<string, Set<string>>();
  let page = '';

  before("kubectl's help", async function () {
    this.timeout(60_000);
    page = await readFile(join(projectRoot(), 'docs', 'kubectl-flags.md'), 'utf8');
    for (const command of ['drain', 'delete', 'apply', 'options']) {
      const words = command === 'options' ? [command] : [command, '--help'];
      const { stdout } = await place().kubectl(words, { isWithoutNamespace: true });
      for (const flag of flagsIn(stdout)) {
        theirs.set(flag, (theirs.get(flag) ?? new Set()).add(command === 'options' ? 'all' : command));
      }
    }
    assert.ok(theirs.size > 50, 'the help was understood');
    theirs.set('help', new Set(['all']));
  });

  it('names every flag of ours that one of kubectl drain, delete and apply has, and which of them', () => {
    const ours = FLAGS.map(({ name }) => name).filter((name) => theirs.has(name));
    const rows = new Map(
      [...page.matchAll(/^\| (?:`-\w`, )?`--([\w-]+)` \| ([^|]*) \| [^|]+ \| (?:[^|]|\\\|)+ \|$/gm)].map(
        ([, name = '', commands = '']) => [name, commands],
      ),
    );
    assert.deepEqual([...rows.keys()].sort(), ours.toSorted());
    for (const name of ours) assert.equal(rows.get(name), [...(theirs.get(name) ?? [])].join(', '), name);
  });

  it('gives each of them the short form that kubectl has', async () => {
    const { stdout } = await place().kubectl(['options'], { isWithoutNamespace: true });
    const { stdout: ofApply } = await place().kubectl(['apply', '--help'], { isWithoutNamespace: true });
    for (const { name, short } of FLAGS.filter((flag) => theirs.has(flag.name) && flag.name !== 'help')) {
      const [, letter] = new RegExp(`^ {4}(?:-(\\w), )?--${name}=`, 'm').exec(`${stdout}\n${ofApply}`) ?? [];
      assert.equal(short, letter, name);
    }
  });

  it('says of every other flag of theirs where it went', () => {
    const ours = new Set(FLAGS.map(({ name }) => name));
    const silent = [...theirs.keys()].filter(
      (name) => !ours.has(name) && !new RegExp(`--${name}(?![\\w-])`).test(page),
    );
    assert.deepEqual(silent, []);
  });
});
