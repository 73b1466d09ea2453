/** Follows a script as it is read, to tell whether a quoted value may stand where the reading is. */
export type PlaceReader = {
  /** Reads text of the script's author. Returns a problem with what stands right behind a value, or null. */
  text: (text: string) => string | null;
  /** Reads a value that will be quoted. Returns why it cannot stand here, or null. */
  value: () => string | null;
};

const IN_QUOTES = "Values are quoted by themselves: take the quotation marks around the braces away.";
const IN_COMMENT = "A value cannot stand in a comment: its second line would be run.";
const ESCAPED = "A value cannot stand right behind this character, which would change its quotation marks.";
const UNCLEAR =
  "It is not certain how the shell reads the script up to here. Put the value into a variable in the first line, " +
  "such as name={{ wave.name }}, and use that.";

type Posix = {
  mode: "plain" | "single" | "double" | "comment" | "unclear";
  isEscaped: boolean;
  /** What was read of a word, without its quotation marks; null between words. */
  word: string | null;
};

/** Commands that read their words as code once more. */
const READS_WORDS_AGAIN = new Set(["eval", "let"]);
/** What the next character makes something else of; it may come after the end of the line. */
const GOES_ON = /[$<([]/;
const BREAKS_WORDS = /[\s;&|()<>]/;

/**
 * Reads a POSIX shell script. Where the reading would need more than quotes, escapes, comments and `$(…)` (here
 * documents, backticks, arithmetic, nested quotes), it is unclear from there on, and no value may follow.
 */
export function posixPlaces(): PlaceReader {
  const state: Posix = { mode: "plain", isEscaped: false, word: null };
  return {
    text: (text) => {
      for (let at = 0; at < text.length; at += 1) readPosix(state, text, at);
      return null;
    },
    value: () => {
      const refusal = posixRefusal(state);
      state.word = `${state.word ?? ""}v`;
      return refusal;
    },
  };
}

function posixRefusal({ mode, isEscaped, word }: Posix): string | null {
  if (mode === "unclear") return UNCLEAR;
  if (mode === "comment") return IN_COMMENT;
  if (mode !== "plain") return IN_QUOTES;
  return isEscaped || (word !== null && /\$$|\[/.test(word)) ? ESCAPED : null;
}

function readPosix(state: Posix, text: string, at: number): void {
  if (state.mode === "unclear") return;
  const char = text.charAt(at);
  if (state.isEscaped) {
    state.isEscaped = false;
    // A line that goes on: both characters are as if they were not there.
    if (char !== "\n") addToWord(state, char);
  } else if (char === "\\" && (state.mode === "plain" || state.mode === "double")) {
    if (GOES_ON.test(text.charAt(at - 1))) state.mode = "unclear";
    else state.isEscaped = true;
  } else if (state.mode === "plain") readPlainPosix(state, text, at);
  else if (state.mode === "comment") {
    if (char === "\n") state.mode = "plain";
  } else if (char === (state.mode === "single" ? "'" : '"')) state.mode = "plain";
  else if (state.mode === "double" && (char === "`" || opensSomething(text.slice(at)))) state.mode = "unclear";
  else addToWord(state, char);
}

function addToWord(state: Posix, text: string): void {
  state.word = (state.word ?? "") + text;
}

function readPlainPosix(state: Posix, text: string, at: number): void {
  const char = text.charAt(at);
  if (char === "#" && state.word === null) state.mode = "comment";
  else if (isUnclearPosix(state.word, text.slice(at, at + 200))) state.mode = "unclear";
  else if (char === "'" || char === '"') {
    state.mode = char === "'" ? "single" : "double";
    addToWord(state, "");
  } else if (!BREAKS_WORDS.test(char)) addToWord(state, char);
  else {
    if (READS_WORDS_AGAIN.has(state.word ?? "")) state.mode = "unclear";
    state.word = null;
  }
}

function isUnclearPosix(word: string | null, rest: string): boolean {
  if (rest.startsWith("`") || rest.startsWith("<<") || rest.startsWith("((")) return true;
  if (word === null && rest.startsWith("[[")) return true;
  if (/^\$['"[]/.test(rest)) return true;
  return rest.startsWith("${") && opensSomething(rest);
}

/** An expansion inside which quotes start anew; `${name}` does not count. */
function opensSomething(rest: string): boolean {
  return rest.startsWith("$(") || (rest.startsWith("${") && !/^\$\{\w{1,100}\}/.test(rest));
}

type PowerShell = {
  mode: "plain" | "single" | "double" | "comment" | "unclear";
  isEscaped: boolean;
  before: string;
  isBehindValue: boolean;
};

const SINGLE_QUOTE = /['\u2018-\u201B]/;
const DOUBLE_QUOTE = /["\u201C-\u201E]/;
const BEFORE_VALUE = /^$|[\s=(,;{[+]$/;
const BEHIND_VALUE = /[\s),;}|\]]/;
const BEFORE_COMMENT = /^$|[ \t\r\n;{}()|,]$/;
const NOT_ALONE =
  "In PowerShell a value has to stand alone: put a space around the braces, or put the value into a variable first, " +
  "such as $name = {{ wave.name }}.";

/** Reads a PowerShell script, as carefully as `posixPlaces` does. */
export function powerShellPlaces(): PlaceReader {
  const state: PowerShell = { mode: "plain", isEscaped: false, before: "", isBehindValue: false };
  return {
    text: (text) => {
      const first = text.charAt(0);
      const problem = state.isBehindValue && first !== "" && !BEHIND_VALUE.test(first) ? NOT_ALONE : null;
      if (first !== "") state.isBehindValue = false;
      for (let at = 0; at < text.length; at += 1) readPowerShell(state, text, at);
      return problem;
    },
    value: () => {
      const refusal = powerShellRefusal(state);
      state.isBehindValue = true;
      state.before = "v";
      return refusal;
    },
  };
}

function powerShellRefusal({ mode, isEscaped, before }: PowerShell): string | null {
  if (mode === "unclear") return UNCLEAR.replace("name=", "$name = ");
  if (mode === "comment") return IN_COMMENT;
  if (mode !== "plain") return IN_QUOTES;
  if (isEscaped) return ESCAPED;
  return BEFORE_VALUE.test(before) ? null : NOT_ALONE;
}

function readPowerShell(state: PowerShell, text: string, at: number): void {
  const char = text.charAt(at);
  const rest = text.slice(at, at + 200);
  if (state.isEscaped) state.isEscaped = false;
  else if (state.mode === "plain") readPlainPowerShell(state, rest);
  else if (state.mode === "single" && SINGLE_QUOTE.test(char)) state.mode = "plain";
  else if (state.mode === "comment" && /[\r\n]/.test(char)) state.mode = "plain";
  else if (state.mode === "double") {
    if (char === "`") state.isEscaped = true;
    else if (DOUBLE_QUOTE.test(char)) state.mode = "plain";
    else if (opensSomething(rest)) state.mode = "unclear";
  }
  state.before = char;
}

function readPlainPowerShell(state: PowerShell, rest: string): void {
  const char = rest.charAt(0);
  const isQuote = SINGLE_QUOTE.test(char) || DOUBLE_QUOTE.test(char);
  if (char === "`") state.isEscaped = true;
  else if (char === "#") state.mode = BEFORE_COMMENT.test(state.before) ? "comment" : "unclear";
  // Strings over many lines, arguments taken as they are, and names that may hold quotation marks.
  else if ((isQuote && state.before === "@") || rest.startsWith("--%")) state.mode = "unclear";
  else if (rest.startsWith("${") && opensSomething(rest)) state.mode = "unclear";
  else if (isQuote) state.mode = SINGLE_QUOTE.test(char) ? "single" : "double";
}
