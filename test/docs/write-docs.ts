import { writeHelpTexts } from './help-texts.js';
import { writeManual } from './manual.js';
import { writeReadme } from './readme.js';

writeReadme();
writeManual();
writeHelpTexts();
