// What bin/ does, with the compiler's output in the place of the bundle.
Object.assign(globalThis, { PLUGIN_VERSION: 'unpackaged' });
const [{ main }, { leave, systemWorld }] = await Promise.all([
  import('../../../src/main.js'),
  import('../../../src/system-world.js'),
]);
await leave(await main(process.argv.slice(2), systemWorld()));
