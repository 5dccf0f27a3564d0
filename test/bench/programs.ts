import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../packaging/paths.js';
import { PLUGIN_NAME } from '../../packaging/platforms.js';
import { executableOfThisMachine } from '../packaged/packages.js';

/** The plugin in each form that there is of it, and kubectl. */
export interface Programs {
  readonly kubectl: string;
  /** What krew installs. */
  readonly packaged: string;
  /** The same under the name that kubectl looks for at TAB. */
  readonly packagedCompletion: string;
  /** What npm installs. */
  readonly bundle: string;
  readonly bundleCompletion: string;
  /** The compiler's output, for Node. */
  readonly source: string;
  readonly sourceCompletion: string;
}

const COMPLETION_NAME = 'kubectl_complete-s3csi_recreate';

/** @param folder for a link, as krew makes them */
export function findPrograms(kubectl: string, folder: string): Programs {
  const packaged = executableOfThisMachine();
  const packagedCompletion = join(folder, COMPLETION_NAME);
  symlinkSync(packaged, packagedCompletion);
  return {
    kubectl,
    packaged,
    packagedCompletion,
    bundle: join(ROOT, 'bin', PLUGIN_NAME),
    bundleCompletion: join(ROOT, 'bin', COMPLETION_NAME),
    source: join(ROOT, 'build', 'test', 'bench', 'start-up', 'unpackaged.js'),
    sourceCompletion: join(ROOT, 'build', 'test', 'bench', 'start-up', 'unpackaged-completion.js'),
  };
}
