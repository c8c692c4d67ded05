using Mediation.Contracts;
using Mediation.ServiceDefaults;
using Mediation.Workflow.Cases;
using Mediation.Workflow.Clocks;
using Mediation.Workflow.Digests;
using Mediation.Workflow.Dossiers;
using Mediation.Workflow.Evidence;
using Mediation.Workflow.Forms;
using Mediation.Workflow.Impartiality;
using Mediation.Workflow.Invitations;
using Mediation.Workflow.Offline;
using Mediation.Workflow.Publishing;
using Mediation.Workflow.Sessions.Live;
using Mediation.Workflow.Storage;

namespace Mediation.Workflow;

/// <summary>Cases, sessions and agreements: an accepted dispute on its way through a method's steps.</summary>
internal static class WorkflowService
{
    internal static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        builder.AddServiceDefaults("mediation-workflow")
            .AddTokens(Audiences.Workflow)
            .AddStore(WorkflowStore.Configure, WorkingDaysSource.List, PrintFactsReader.Types)
            .AddMessaging<ContractMapping>("mediation-workflow", bus =>
            {
                bus.AddConsumer<DisputeAcceptedConsumer>();
                bus.AddConsumer<MediatorReservedConsumer>();
                bus.AddConsumer<NoMediatorAvailableConsumer>();
                bus.AddConsumer<CommitteeRegisteredConsumer>();
            });
        builder.Services.AddSingleton<AgreementHashes>();
        builder.Services.AddSingleton<WorkingDaysSource>();
        builder.Services.AddSingleton<ClockShell>();
        builder.Services.AddSingleton<ClockKeeper>();
        builder.Services.AddHostedService(services => services.GetRequiredService<ClockKeeper>());
        builder.Services.AddHostedService<ClockRunner>();
        builder.Services.AddHealthChecks().AddCheck<ClockHealth>("clocks");
        var digests = DigestSettings.Read(builder.Configuration);
        builder.Services.AddSingleton<DigestStore>();
        builder.Services.AddHostedService(services => new DigestMaker(
            services.GetRequiredService<DigestStore>(), digests, digests.Sender(), services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<ILogger<DigestMaker>>()));
        builder.Services.AddTransient<CaseFiles>();
        builder.Services.AddTransient<ConflictCheck>();
        builder.Services.AddSingleton<LiveSessions>();
        builder.Services.AddHostedService(services => services.GetRequiredService<LiveSessions>());
        builder.Services.AddEvidence();
        builder.Services.AddDossiers();
        builder.Services.AddForms();
        builder.Services.AddSingleton<InvitationLinks>();
        builder.Services.AddSingleton<InnerRequests>();
        builder.Services.AddSingleton<InvitationGuard>();
        CallersQuestions.AddTo(builder);
        builder.Services.AddTransient<PartyNames>();

        var app = builder.Build();
        app.UseInnerRequests();
        app.UseServiceDefaults();
        // Said here, since the framework would put it before all else, where what is sent within does not pass.
        app.UseRouting();
        app.MapWorkflow();
        app.UseAccess(AccessTable.Workflow);
        return app;
    }
}
