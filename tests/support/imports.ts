/** Which modules a source file imports. */

const COMMENTS_AND_TEXTS = /("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|\/\*[\s\S]*?\*\/|(?<![:\\])\/\/[^\n]*/g;
const FROM = /\b(?:import|export)\s+(?:type\s+|source\s+)?(?:[\w$*\s{},]|\bas\b)*?\bfrom\s*(["'])(.+?)\1/g;
const BARE = /\bimport\s*(["'])(.+?)\1/g;
const CALLED = /\b(?:import|import\.source|require)\s*\(\s*(["'`])(.+?)\1/g;

/** The text without its comments. */
export function withoutComments(source: string): string {
  return source.replace(COMMENTS_AND_TEXTS, (_, text: string | undefined) => text ?? " ");
}

/**
 * The specifiers of all imports and re-exports, static and called, of values and of types, in no
 * particular order, each once.
 */
export function importsOf(source: string): string[] {
  const code = withoutComments(source);
  const found = new Set<string>();
  for (const pattern of [FROM, BARE, CALLED]) {
    for (const match of code.matchAll(pattern)) found.add(match[2] as string);
  }
  return [...found];
}
