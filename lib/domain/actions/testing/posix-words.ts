/** Characters that mean something to a POSIX shell outside quotes. */
const SPECIAL = /[|&;<>()$`*?[\]#~!{}]/;

/**
 * Splits a command into its words as a POSIX shell does, without expanding anything. Returns null where a character
 * outside quotes would do more than make a word: start a command, expand, or leave a quotation open.
 */
export function posixWords(command: string): string[] | null {
  const words: string[] = [];
  let word: string | null = null;
  for (let at = 0; at < command.length; at += 1) {
    const char = command.charAt(at);
    if (char === "'") {
      const end = command.indexOf("'", at + 1);
      if (end === -1) return null;
      word = (word ?? "") + command.slice(at + 1, end);
      at = end;
    } else if (char === "\\") {
      at += 1;
      if (at === command.length) return null;
      if (command[at] !== "\n") word = (word ?? "") + command.charAt(at);
    } else if (char === '"' || SPECIAL.test(char) || char === "\n") {
      return null;
    } else if (char === " " || char === "\t") {
      if (word !== null) words.push(word);
      word = null;
    } else word = (word ?? "") + char;
  }
  if (word !== null) words.push(word);
  return words;
}
