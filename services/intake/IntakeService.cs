using Mediation.Contracts;
using Mediation.Intake.Publishing;
using Mediation.Intake.Storage;
using Mediation.ServiceDefaults;

namespace Mediation.Intake;

/// <summary>Registers disputes, screens them, records consents and accepts them under a case number.</summary>
internal static class IntakeService
{
    internal static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        builder.AddServiceDefaults("intake").AddTokens(Audiences.Intake);
        builder.AddStore(IntakeStore.Configure, KnownCodes.Areas, KnownCodes.DisputeTypes);
        builder.Services.AddSingleton<PartyNumbers>();
        builder.Services.AddHostedService(services => services.GetRequiredService<PartyNumbers>());
        builder.Services.AddHealthChecks().AddCheck<PartyNumbers>("party-numbers");
        builder.Services.AddSingleton<PartyPhones>();
        builder.AddMessaging<ContractMapping>("intake", bus =>
        {
            bus.AddConsumer<CommitteeRegisteredConsumer>();
            bus.AddConsumer<MediatorReservedConsumer>();
            bus.AddConsumer<CaseEndedConsumer>();
            bus.AddConsumer<MediatorNamedConsumer>();
        });
        var app = builder.Build();
        app.UseServiceDefaults();
        app.MapIntake();
        app.UseAccess(AccessTable.Intake);
        return app;
    }
}
