// @vitest-environment happy-dom
import { expect, test } from "vitest";
import type { ReadMessage } from "./report-reading";
import "./report-text";
import type { ReportText } from "./report-text";
import type { OpenedReport } from "./wire";

const message = (name: string, isProgram: boolean): ReadMessage =>
  ({ name, party: "peer", isProgram, at: "2026-01-01T10:00:00Z", text: "hej", verdict: "vouched" }) as ReadMessage;

test("a program is called one where its words are read, a volunteer a volunteer", async () => {
  document.documentElement.lang = "da";
  const element = document.createElement("naere-report-text") as ReportText;
  element.report = { reporter: "young", reporterName: "Sol", reportedAt: "2026-01-01T10:00:00Z" } as OpenedReport;
  element.messages = [message("Asta (demo)", true), message("Mads", false)];
  document.body.append(element);
  await element.updateComplete;
  const who = [...element.querySelectorAll(".report-who")].map((one) => one.textContent!.replace(/\s+/g, " ").trim());
  expect(who[0]).toMatch(/^Asta \(demo\) \(program\) /);
  expect(who[1]).toMatch(/^Mads \(frivillig\) /);
  element.remove();
});
