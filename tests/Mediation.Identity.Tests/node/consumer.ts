// A program that was written against types generated from reporting's OpenAPI description: what it reads has to be there, typed.
import type { components, operations } from "./reporting";

type Answer = operations["GetMetric"]["responses"][200]["content"]["application/json"];
type Refusal = operations["GetMetric"]["responses"][400]["content"]["application/problem+json"];
type Batch = operations["QueryMetrics"]["responses"][200]["content"]["application/json"];
type Cases = operations["ListCountedCases"]["responses"][200]["content"]["application/json"];
type Link = operations["MakeExportLink"]["responses"][201]["content"]["application/json"];

export function line(answer: Answer): string {
  const rate: number | null = answer.percent;
  const excluded: number[] = Object.values(answer.excluded);
  const flags: string[] = answer.flags;
  const groups = (answer.groups ?? []).map(group => `${group.key} ${group.name ?? ""} ${group.numerator ?? "?"}`);
  const change: number | null | undefined = answer.comparison?.points;
  return [answer.metric, answer.definitionVersion, answer.name.zh, rate, change, answer.asOf, ...excluded, ...flags, ...groups].join(" ");
}

export const codes = (refusal: Refusal): string[] => [refusal.code, ...(refusal.errors ?? []).map(error => `${error.field}:${error.code}`)];

export const answers = (batch: Batch): (string | undefined)[] => batch.items.map(item => item.answer?.metric ?? item.problem?.code);

export const numbers = (page: Cases): (string | null)[] => page.items.map(one => one.caseNumber);

export const address = (link: Link): string | null => link.url;

export const question: operations["GetMetric"]["parameters"] = { path: { code: "M03" }, query: { area: "61", groupBy: "area", format: "csv" } };

export const body: components["schemas"]["Questions"] = { items: [{ metric: "M03", area: "61" }] };
