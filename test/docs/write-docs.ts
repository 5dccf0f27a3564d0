import { writeHelpTexts } from './help-texts.js';
import { writeManual } from './manual.js';
import { writePlanPages } from './plan-pages.js';
import { writeRunPages } from './run-pages.js';
import { writeReadme } from './readme.js';
import { writeToldOutputs } from './told-outputs.js';

writeReadme();
writeManual();
writeHelpTexts();
writePlanPages();
writeRunPages();
await writeToldOutputs();
