/* global Bun */
/** Run by Bun itself: words are the bundle, the executable to make, its target, and the Bun of that target. See compile.ts. */
const [bundle, outfile, target, executablePath] = process.argv.slice(2);
// As a file that is not on disk: its path would be in the executable.
const name = '/plugin.cjs';
const { success, logs } = await Bun.build({
  entrypoints: [name],
  files: { [name]: await Bun.file(bundle).text() },
  format: 'cjs',
  target: 'bun',
  bytecode: true,
  sourcemap: 'none',
  compile: {
    target,
    executablePath,
    outfile,
    // What lies in the folder where kubectl is called is not for this program.
    autoloadDotenv: false,
    autoloadBunfig: false,
    autoloadTsconfig: false,
    autoloadPackageJson: false,
  },
});
if (!success) throw new AggregateError(logs);
