import assert from "node:assert/strict";
import { test } from "node:test";
import {
  bytesText, dateText, langTag, moneyText, percentText, periodText, readingTimeText,
} from "../../extension/lib/format.js";

// Browsers and versions differ in which blank they set.
const plain = (text) => text?.replace(/[\u00a0\u202f]/g, " ");

test("a date is the page's own day, in the article's language", () => {
  assert.equal(dateText("2014-07-27T11:05:00+05:30", "en-IN"), "27 July 2014");
  assert.equal(dateText("2014-07-27T23:59:00-11:00", "en-US"), "July 27, 2014");
  assert.equal(dateText("2014-07-27 01:00", "de"), "27. Juli 2014");
  assert.equal(dateText("2014-07-27", "fr"), "27 juillet 2014");
});

test("a date is no more exact than the page has it", () => {
  assert.equal(dateText("2014-07", "en"), "July 2014");
  assert.equal(dateText("2014", "en"), "2014");
});

test("what is no date is not made one", () => {
  for (const value of ["", null, undefined, "yesterday", "27.7.2014", "2014-02-31", "2014-13-01"])
    assert.equal(dateText(value, "en"), null, String(value));
});

test("a language that is none does not stop a date", () => {
  assert.match(dateText("2014-07-27", "not a language"), /2014/);
  assert.equal(langTag("en_US"), null);
  assert.equal(langTag("EN-us"), "en-US");
});

test("prices keep the page's own decimals", () => {
  assert.equal(moneyText("900", "INR", "en"), "₹900");
  assert.equal(moneyText("2700", "INR", "en"), "₹2,700");
  assert.equal(moneyText("4.95", "EUR", "en"), "€4.95");
  assert.equal(plain(moneyText("4.95", "EUR", "de")), "4,95 €");
  assert.equal(moneyText("900", null, "en"), "900");
});

test("a currency that is none is shown beside its price", () => {
  assert.equal(moneyText("900", "credits", "en"), "900 credits");
  assert.equal(moneyText(null, "INR", "en"), null);
});

test("periods are said in words", () => {
  assert.equal(periodText("P3M", "en"), "3 months");
  assert.equal(periodText("P1Y", "en"), "1 year");
  assert.equal(periodText("P2W", "de"), "2 Wochen");
  assert.match(periodText("P1Y6M", "en"), /^1 year,? (and )?6 months$/);
  for (const value of [null, "", "P", "3 months", "PT1H"]) assert.equal(periodText(value, "en"), null);
});

test("reading takes at least a minute, and nothing takes no time", () => {
  assert.equal(readingTimeText(10, "en"), "1 minute");
  assert.equal(readingTimeText(1000, "en"), "4 minutes");
  assert.equal(readingTimeText(0, "en"), null);
  assert.equal(readingTimeText(undefined, "en"), null);
});

test("amounts", () => {
  assert.equal(bytesText(1_540_000, "en"), "1.5 MB");
  assert.equal(bytesText(960_000, "en"), "960 kB");
  assert.equal(plain(percentText(93, "de")), "93 %");
});
