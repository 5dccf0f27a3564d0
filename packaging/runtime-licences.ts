import licences from 'spdx-license-list/full.js';
import { compare, RULE } from './third-party.js';

/** What Bun links into each executable, by its own account (LICENSE.md of its repository); its npm packages bring no licence files. */
const LIBRARIES: readonly (readonly [name: string, ...licenceIds: string[]])[] = [
  ['Bun', 'MIT'],
  ['JavaScriptCore and parts of WebCore, from WebKit', 'LGPL-2.0-or-later', 'BSD-2-Clause'],
  ['TinyCC', 'LGPL-2.1-or-later'],
  ['BoringSSL', 'Apache-2.0', 'OpenSSL', 'ISC', 'BSD-3-Clause'],
  ['ICU', 'Unicode-3.0', 'ICU'],
  ['brotli', 'MIT'],
  ['c-ares', 'MIT'],
  ['highway', 'Apache-2.0'],
  ['libarchive', 'BSD-2-Clause'],
  ['libbase64', 'BSD-2-Clause'],
  ['libdeflate', 'MIT'],
  ['libjpeg-turbo', 'BSD-3-Clause', 'IJG', 'Zlib'],
  ['libspng', 'BSD-2-Clause'],
  ['libuv (on Windows)', 'MIT'],
  ['libwebp', 'BSD-3-Clause'],
  ['lol-html', 'BSD-3-Clause'],
  ['ls-hpack, ls-qpack, lsquic', 'MIT', 'BSD-3-Clause'],
  ['mimalloc', 'MIT'],
  ['picohttpparser', 'MIT'],
  ['simdutf', 'Apache-2.0'],
  ['TigerBeetle, parts of', 'Apache-2.0'],
  ['uSockets and uWebSockets', 'Apache-2.0'],
  ['uucode', 'MIT'],
  ['zlib-ng', 'Zlib'],
  ['zstd', 'BSD-3-Clause'],
];

/** The licences of the runtime that is part of every executable. @throws Error for a licence that SPDX does not know */
export function runtimeLicenceTexts(version: string): string {
  const rows = LIBRARIES.map(([name, ...ids]) => `  ${name}: ${ids.join(', ')}`);
  const ids = [...new Set(LIBRARIES.flatMap(([, ...own]) => own))].sort(compare);
  const pages = ids.map((id) => [RULE, `The licence ${id}`, '', licenceText(id)].join('\n'));
  return `${[RULE, introduction(version), rows.join('\n'), RELINKING, ...pages].join('\n\n')}\n`;
}

function licenceText(id: string): string {
  const text = licences[id]?.licenseText;
  if (text === undefined) throw new Error(`no text of the licence ${id}`);
  return text.replaceAll('\r\n', '\n').trim();
}

function introduction(version: string): string {
  return `The executables contain the runtime Bun ${version}, which contains these. Their copyright lines are in their own sources.`;
}

const RELINKING = `The licences LGPL-2.0 and LGPL-2.1 let you put another version of their libraries in place. The whole source of this program is public,
and so is what joins it to Bun: build Bun with the library that you want, put it in the place of the one in packaging/runtimes of the
source, and run the script that makes the packages.`;
