/** Writes text as it is, without a newline of its own. */
export type Print = (text: string) => void;
