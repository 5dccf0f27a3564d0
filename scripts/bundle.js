/** Bundles what `bin/` starts. The compiler has to have run: how it is done is in packaging/bundle.ts. */
import { bundleForNode } from '../build/packaging/bundle.js';

await bundleForNode();
