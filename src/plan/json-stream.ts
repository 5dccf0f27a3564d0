/**
 * JSON documents one right after the other, as `kubectl get` and jq write them and kubectl takes them, set apart as YAML needs it.
 * Any other text comes back as it is.
 */
export function withSeparators(text: string): string {
  if (!text.trimStart().startsWith('{')) return text;
  const parts = partsOf(text);
  return parts.length > 1 && parts.every(isJson) ? parts.join('\n---\n') : text;
}

/** Cut wherever an outermost object ends and another one begins. */
function partsOf(text: string): readonly string[] {
  const parts: string[] = [];
  let [from, depth] = [0, 0];
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}]/gs)) {
    if (token === '{') {
      if (depth === 0) {
        parts.push(text.slice(from, index));
        from = index;
      }
      depth += 1;
    } else if (token === '}') depth -= 1;
  }
  return [...parts, text.slice(from)].filter((part) => part.trim() !== '');
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
