import { writeReadme } from './readme.js';

writeReadme();
