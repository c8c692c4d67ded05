using Mediation.Contracts;
using Mediation.Roster.Publishing;
using Mediation.Roster.Storage;
using Mediation.ServiceDefaults;

namespace Mediation.Roster;

/// <summary>Committees and mediators, and who of them takes which case.</summary>
internal static class RosterService
{
    internal static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        builder.AddServiceDefaults("volunteer-roster").AddTokens(Audiences.Roster);
        builder.AddStore(RosterStore.Configure, KnownAreas.List);
        builder.AddMessaging<ContractMapping>("volunteer-roster", bus =>
        {
            bus.AddConsumer<MediatorWantedConsumer>();
            bus.AddConsumer<CaseEndedConsumer>();
            bus.AddConsumer<MediatorNamedConsumer>();
        });
        var app = builder.Build();
        app.UseServiceDefaults();
        app.MapRoster();
        app.UseAccess(AccessTable.Roster);
        return app;
    }
}
