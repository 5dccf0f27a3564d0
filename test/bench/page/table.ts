/** A table of Markdown: the first column is words, the others are numbers. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const odd = rows.find((row) => row.length !== head.length);
  if (odd !== undefined) throw new Error(`${head.length} columns, but a row has ${odd.length}: ${odd.join(' | ')}`);
  const rule = head.map((_, column) => (column === 0 ? '---' : '---:'));
  return [head, rule, ...rows].map((row) => `| ${row.map(escaped).join(' | ')} |`).join('\n');
}

/** A bar would begin another cell. */
function escaped(cell: string): string {
  return cell.replaceAll('|', '\\|');
}
