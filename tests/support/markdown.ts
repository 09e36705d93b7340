/** The code in pages of documentation. */

/** A fenced block of code, with the last heading or paragraph above it. */
export interface Block {
  above: string;
  language: string;
  code: string;
}

/** The fenced blocks of a page, in their order. */
export function codeBlocks(markdown: string): Block[] {
  const blocks: Block[] = [];
  let above = "";
  let open: Block | null = null;
  for (const line of markdown.split("\n")) {
    if (line.startsWith("```")) {
      if (open === null) open = { above, language: line.slice(3).trim(), code: "" };
      else {
        blocks.push(open);
        open = null;
      }
    } else if (open !== null) open.code += `${line}\n`;
    else if (line.trim() !== "") above = line;
  }
  return blocks;
}
