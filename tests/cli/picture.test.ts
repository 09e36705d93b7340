/** The picture of the README shows what `npm start` prints: the same words, whatever the times and dates. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { REPOSITORY } from "../support/paths.js";

/** What it prints without colours; the test of the command keeps it true. */
const printed = readFileSync(`${REPOSITORY}tests/database/commands/start.txt`, "utf8");
const picture = readFileSync(`${REPOSITORY}ts/docs/npm-start.svg`, "utf8");

/** Only what is the same each time: durations depend on the machine, dates on the day. */
const steady = (text: string): string =>
  text
    .replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/g, "DATE")
    .replaceAll(/(?<=after |in )(?:[\d.]+ m?s|TIME)/g, "TIME")
    .replaceAll(/\s+/g, " ");

/** With colours a cell that is less than half in use is gray, without a small letter. */
const COLOURED = /^(\$ npm start|gray: less than half in use)$/;

test("each text of it is one that is printed", () => {
  const texts = [...picture.matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map(([, text = ""]) =>
    text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&amp;", "&"),
  );
  expect(texts.length).toBeGreaterThan(60);
  const all = steady(printed);
  expect(texts.filter((text) => !COLOURED.test(text) && !all.includes(steady(text)))).toEqual([]);
});
