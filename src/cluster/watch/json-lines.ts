/** Puts the lines of a stream together again, whose chunks end anywhere: in a line, or in a character of several bytes. */
export class LineBuffer {
  readonly #decoder = new TextDecoder();
  #rest = '';

  /** The lines that this chunk completes. */
  push(chunk: Uint8Array): readonly string[] {
    const lines = (this.#rest + this.#decoder.decode(chunk, { stream: true })).split('\n');
    this.#rest = lines.pop() ?? '';
    return lines.filter((line) => line.trim() !== '');
  }
}
