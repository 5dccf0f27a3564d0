import { dirname } from 'node:path';
import { build, type Plugin } from 'esbuild';

/** What of the client is used, in src/cluster/transport/client-node.ts. A name that is missing here fails the bundling. */
const USED = ['HttpMethod', 'KubeConfig', 'RequestContext'];

/**
 * Leaves out of a bundle what is not used of the Kubernetes client. Its package does not say that loading most of its modules does
 * nothing, and a bundler keeps what it is not told to be idle: a model for each kind there is, which take a third of a short run's time
 * to load.
 */
export const unusedClient: Plugin = {
  name: 'unused-client',
  setup(bundling) {
    bundling.onLoad({ filter: /[\\/]@kubernetes[\\/]client-node[\\/]dist[\\/]index\.js$/ }, async ({ path }) => {
      const resolveDir = dirname(path);
      const { outputFiles } = await build({
        stdin: { contents: `export { ${USED.join(', ')} } from './index.js';`, resolveDir },
        bundle: true,
        format: 'esm',
        platform: 'node',
        // Theirs is the bundle around this one.
        packages: 'external',
        write: false,
        plugins: [idleModules],
      });
      return { contents: outputFiles.map(({ text }) => text).join(''), resolveDir };
    });
  },
};

const ASKED = Symbol('asked');

/** All but the one that gives old versions of Node what they lack. */
const idleModules: Plugin = {
  name: 'idle-modules',
  setup(bundling) {
    bundling.onResolve({ filter: /^\./ }, async ({ path, pluginData, ...from }) => {
      if (pluginData === ASKED) return undefined;
      const { kind, importer, namespace, resolveDir } = from;
      const resolved = await bundling.resolve(path, { kind, importer, namespace, resolveDir, pluginData: ASKED });
      return { ...resolved, sideEffects: resolved.path.endsWith('polyfill.js') };
    });
  },
};
