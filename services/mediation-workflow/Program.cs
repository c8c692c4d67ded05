using Mediation.ServiceDefaults;
using Mediation.Workflow;

await WorkflowService.Build(args).RunServiceAsync(args);
