import { Document, visit, type Scalar } from 'yaml';

/** What could steer a terminal that shows it, beyond what JSON escapes by itself: C1 controls and invisible format characters. */
const INVISIBLE = /(?![\u200c\u200d])[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu;
const UNSAFE = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/** One line or more of JSON with every control and format character whole, and escaped. @param indent in spaces; 0 for one line */
export function jsonText(value: object, indent: number): string {
  const text = JSON.stringify(value, undefined, indent).replace(INVISIBLE, (found) =>
    Array.from({ length: found.length }, (_, at) => `\\u${hex(found.charCodeAt(at), 4)}`).join(''),
  );
  return `${text}\n`;
}

/** The same as YAML 1.1, as kubectl reads it. */
export function yamlText(value: object): string {
  // As JSON has it: without the fields that are undefined.
  const document = new Document(JSON.parse(JSON.stringify(value)), { version: '1.1', aliasDuplicateObjects: false });
  visit(document, {
    Scalar(_key, scalar: Scalar) {
      // Only a text of several lines is easier to read unquoted.
      const text = typeof scalar.value === 'string' ? scalar.value.replaceAll('\n', '') : '';
      if (UNSAFE.test(text)) scalar.type = 'QUOTE_DOUBLE';
    },
  });
  return document
    .toString({ lineWidth: 0, doubleQuotedMinMultiLineLength: Infinity })
    .replace(INVISIBLE, (found) => `\\U${hex(found.codePointAt(0) ?? 0, 8)}`);
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0');
}
