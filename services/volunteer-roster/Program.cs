using Mediation.Roster;
using Mediation.ServiceDefaults;

await RosterService.Build(args).RunServiceAsync(args);
