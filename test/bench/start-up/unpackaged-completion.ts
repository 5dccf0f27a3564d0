// As unpackaged.ts, for the answer to TAB.
import { complete } from '../../../src/complete.js';

process.stdout.write(await complete(process.argv.slice(2), process.env));
