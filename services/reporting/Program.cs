using Mediation.Reporting;

await ReportingService.Build(args).RunReportingAsync(args);
