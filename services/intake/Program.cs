using Mediation.Intake;
using Mediation.ServiceDefaults;

await IntakeService.Build(args).RunServiceAsync(args);
