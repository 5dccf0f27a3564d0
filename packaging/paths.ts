import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's folder; this runs from build/packaging. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** What `npm run package` makes. */
export const DIST = join(ROOT, 'dist');
