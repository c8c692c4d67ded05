using Mediation.Contracts;
using Mediation.Reporting.Anomalies;
using Mediation.Reporting.ExportLinks;
using Mediation.Reporting.Facts;
using Mediation.Reporting.History;
using Mediation.Reporting.Metrics;
using Mediation.Reporting.Publications;
using Mediation.Reporting.Recomputation;
using Mediation.Reporting.Sheets;
using Mediation.Reporting.Storage;
using Mediation.ServiceDefaults;

namespace Mediation.Reporting;

/// <summary>Facts in, figures out; what is published or closed is frozen. No message goes out.</summary>
internal static class ReportingService
{
    internal const string Areas = "areas";
    internal const string DisputeTypes = "dispute-types";
    internal const string JusticeTypes = "justice-types";
    internal const string Population = "population";

    internal static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        builder.AddServiceDefaults("reporting").AddTokens(Audiences.Reporting);
        builder.AddStore(options => ReportingSchema.Register(options.AddFrozen().AddExportLinks()), Areas, DisputeTypes, JusticeTypes, Population);
        builder.Services.AddSingleton<FactStore>();
        builder.Services.AddSingleton<FactQueue>();
        // Before the bus: it is stopped after it, when the last consumer has its commit.
        builder.Services.AddHostedService(services => services.GetRequiredService<FactQueue>());
        builder.AddConsumers("reporting", FactConsumers.Add);
        builder.Services.AddSingleton<FigureReader>();
        builder.Services.AddSingleton<GroupLists>();
        builder.Services.AddSingleton<ReferenceFigures>();
        builder.Services.AddSingleton<Answers>();
        builder.Services.AddSingleton<GivenAnswers>();
        builder.Services.AddSingleton<VerifyReports>();
        builder.Services.AddSingleton<AreaQuestions>();
        builder.Services.AddSingleton<ForgetHashes>();
        builder.Services.AddSingleton<AnomalySweep>();
        builder.Services.AddHostedService(services => services.GetRequiredService<AnomalySweep>());
        builder.Services.AddSingleton<KeepHistory>();
        builder.Services.AddSingleton<VerifyHistory>();
        builder.Services.AddHostedService(services => services.GetRequiredService<KeepHistory>());
        builder.Services.AddPublications();
        builder.Services.AddSheets();
        builder.Services.AddSingleton<Pulls>();
        var app = builder.Build();
        app.UsePulls();
        app.UseServiceDefaults();
        // Said here, since the framework would put it before all else, where what is pulled within does not pass.
        app.UseRouting();
        app.MapReporting();
        app.UseAccess(AccessTable.Reporting);
        return app;
    }
}
