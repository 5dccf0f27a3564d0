/**
 * The table of rooms, held as rules: what each folder of src may import, and which package reaches outside from where.
 * A room that is not listed here is an error of its own (rule no-unknown-room).
 */
const rooms = {
  model: { rooms: [], packages: [] },
  s3csi: { rooms: ['model'], packages: ['fastest-levenshtein'] },
  plan: { rooms: ['model', 's3csi'], packages: ['yaml', 'diff', 'node:crypto'] },
  engine: { rooms: ['model'], packages: [] },
  steps: { rooms: ['model', 'plan', 's3csi'], packages: [] },
  cluster: { rooms: ['model'], packages: ['@kubernetes/client-node', 'undici', 'yaml', 'valibot', 'node:*'] },
  journal: { rooms: ['model'], packages: ['yaml', 'valibot', 'node:*'] },
  output: { rooms: ['model'], packages: ['ora', 'diff', 'yaml', 'node:util'] },
  cli: { rooms: ['model'], packages: ['yargs', 'inquirer', 'fastest-levenshtein', 'node:*'] },
  commands: { rooms: ['model', 'plan', 's3csi', 'engine', 'steps'], packages: [] },
};

const escape = (text) => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
const packagePath = (name) =>
  name === 'node:*'
    ? '^[a-z_/]+$'
    : name.startsWith('node:')
      ? `^${escape(name.slice(5))}$`
      : `node_modules/${escape(name)}/`;

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    { name: 'src-never-imports-test', severity: 'error', from: { path: '^src/' }, to: { path: '^test/' } },
    { name: 'nobody-imports-main', severity: 'error', from: { pathNot: '^test/' }, to: { path: '^src/main\\.ts$' } },
    { name: 'not-resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'no-unknown-room',
      severity: 'error',
      from: { path: '^src/[^/]+/', pathNot: `^src/(${Object.keys(rooms).join('|')})/` },
      to: {},
    },
    ...Object.entries(rooms).flatMap(([room, may]) => [
      {
        name: `${room}-imports-only-its-rooms`,
        severity: 'error',
        from: { path: `^src/${room}/` },
        to: { path: '^src/', pathNot: `^src/(${[room, ...may.rooms].join('|')})/` },
      },
      {
        name: `${room}-reaches-outside-only-as-listed`,
        severity: 'error',
        from: { path: `^src/${room}/` },
        to: { pathNot: ['^src/', ...may.packages.map(packagePath)] },
      },
    ]),
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
