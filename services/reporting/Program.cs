using Mediation.Reporting;
using Mediation.ServiceDefaults;

await ReportingService.Build(args).RunServiceAsync(args);
