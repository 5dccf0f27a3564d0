import assert from 'node:assert/strict';
import { readManifests } from '../../../src/plan/read-manifests.js';

const CLAIM = 'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: s3-pvc}\n';
const VOLUME = 'apiVersion: v1\nkind: PersistentVolume\nmetadata: {name: s3-pv}\n';

function namesIn(text: string): readonly string[] {
  return readManifests(text, 'file.yaml').map(({ kind, metadata }) => `${kind}/${metadata.name}`);
}

function dataOf(text: string): unknown {
  return readManifests(`${CLAIM}data:\n${text}`, 'file.yaml')[0]?.['data'];
}

const BOTH = ['PersistentVolumeClaim/s3-pvc', 'PersistentVolume/s3-pv'];

describe('read manifests: every form in which kubectl takes them', () => {
  const forms: readonly (readonly [string, string])[] = [
    ['two documents', `${CLAIM}---\n${VOLUME}`],
    ['with markers before, between and after', `---\n${CLAIM}...\n---\n${VOLUME}---\n`],
    [
      'with documents that are empty or only a comment',
      `# first\n---\n---\n# second\n${CLAIM}---\n# c\n---\n${VOLUME}`,
    ],
    ['with lines that end as on Windows', `${CLAIM}---\n${VOLUME}`.replaceAll('\n', '\r\n')],
    ['with a byte order mark', `\ufeff${CLAIM}---\n${VOLUME}`],
    ['with a comment and a directive', `%YAML 1.1\n---\n${CLAIM}# end\n---\n${VOLUME}`],
    ['without a newline at the end', `${CLAIM}---\n${VOLUME}`.trimEnd()],
    ['as a List', `apiVersion: v1\nkind: List\nitems:\n- ${indented(CLAIM)}- ${indented(VOLUME)}`],
    [
      'as a list of its own kind',
      `apiVersion: v1\nkind: PersistentVolumeList\nitems:\n- ${indented(CLAIM)}- ${indented(VOLUME)}`,
    ],
    [
      'as a JSON List',
      JSON.stringify({
        apiVersion: 'v1',
        kind: 'List',
        items: [json('PersistentVolumeClaim', 's3-pvc'), json('PersistentVolume', 's3-pv')],
      }),
    ],
    [
      'as JSON documents between markers',
      `${pretty('PersistentVolumeClaim', 's3-pvc')}\n---\n${pretty('PersistentVolume', 's3-pv')}\n`,
    ],
  ];

  for (const [form, text] of forms) {
    it(form, () => {
      assert.deepEqual(namesIn(text), BOTH);
    });
  }

  it('JSON that is indented with tabs', () => {
    assert.deepEqual(namesIn(JSON.stringify(json('PersistentVolume', 's3-pv'), null, '\t')), [
      'PersistentVolume/s3-pv',
    ]);
  });

  it('JSON with escapes and long lines', () => {
    const note = `"\\/\t${'x'.repeat(5000)}é😀`;
    const text = JSON.stringify({ ...json('PersistentVolume', 's3-pv'), data: { note, slash: '/' } }).replace(
      '"/"',
      '"\\/"',
    );
    assert.deepEqual(readManifests(text, 'file')[0]?.['data'], { note, slash: '/' });
  });

  it('nothing but comments is no object, and no error', () => {
    assert.deepEqual(namesIn('# nothing here\n---\n# nor here\n'), []);
  });

  it('an empty List is no object', () => {
    assert.deepEqual(namesIn('apiVersion: v1\nkind: List\nitems: []\n'), []);
  });
});

describe('read manifests: values are what kubectl reads', () => {
  // Measured with kubectl 1.36: `kubectl create --dry-run=client -o json`.
  const values: readonly (readonly [string, unknown])[] = [
    ['yes', true],
    ['on', true],
    ['y', true],
    ['NO', false],
    ['off', false],
    ['"yes"', 'yes'],
    ['1_000', 1000],
    ['0777', 511],
    ['0x1F', 31],
    ['0b11', 3],
    ['1e3', 1000],
    ['.5', 0.5],
    ['1.0', 1],
    ['~', null],
    ['2024-01-01', '2024-01-01'],
    ['2024-01-01T10:00:00Z', '2024-01-01T10:00:00Z'],
    ['1:30', '1:30'],
    ['10:30:45', '10:30:45'],
    ['190:20:30.15', '190:20:30.15'],
    ['1.2.3.4', '1.2.3.4'],
    ['1200Gi', '1200Gi'],
    ['=', '='],
  ];

  for (const [text, value] of values) {
    it(`${text} is ${JSON.stringify(value)}`, () => {
      assert.deepEqual(dataOf(`  a: ${text}\n`), { a: value });
    });
  }

  it('anchors and merge keys are followed', () => {
    const text = '  base: &b {one: 1, two: 2}\n  same: *b\n  more: {<<: *b, two: 3}\n';
    assert.deepEqual(dataOf(text), {
      base: { one: 1, two: 2 },
      same: { one: 1, two: 2 },
      more: { one: 1, two: 3 },
    });
  });

  it('a block of text keeps its lines', () => {
    assert.deepEqual(dataOf('  a: |\n    one\n    two\n  b: >-\n    one\n    two\n'), {
      a: 'one\ntwo\n',
      b: 'one two',
    });
  });

  it('everything that comes out can be said in JSON', () => {
    for (const text of ['  a: !!binary aGk=\n', '  a: !!set {x, y}\n', '  a: !!omap [x: 1]\n', '  a: !custom x\n']) {
      const data = dataOf(text);
      assert.deepEqual(JSON.parse(JSON.stringify(data)), data, text);
    }
  });

  it('labels and annotations may be left empty, or be null to take one away, as for kubectl apply', () => {
    const text = `apiVersion: v1\nkind: PersistentVolume\nmetadata:\n  name: s3-pv\n  labels:\n  annotations: {gone: null, a: ''}\n`;
    const [object] = readManifests(text, 'file');
    assert.deepEqual(object?.metadata, {
      name: 's3-pv',
      labels: null,
      annotations: { gone: null, a: '' },
    });
  });
});

function json(kind: string, name: string) {
  return { apiVersion: 'v1', kind, metadata: { name } };
}

function pretty(kind: string, name: string): string {
  return JSON.stringify(json(kind, name), null, 4);
}

function indented(text: string): string {
  return text.replaceAll('\n', '\n  ').trimEnd() + '\n';
}
