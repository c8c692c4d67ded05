using Mediation.Reporting.ExportLinks;
using Mediation.Reporting.Storage;
using Mediation.Testing;

namespace Mediation.Reporting.Tests;

/// <summary>One stored sample of every event as the service first wrote it; they stay for ever.</summary>
public sealed class StoredEvents
{
    private const string At = "\"2026-03-18T09:00:00+08:00\"";
    private const string One = "\"00000001-0000-0000-0000-000000000001\"";

    private static readonly Dictionary<string, string> Samples = new()
    {
        // Publications.
        ["Publications.FiguresPublished"] =
            $$"""{"areaCode":"610981","year":2026,"serial":1,"questions":[{"metric":"M04","area":"610981","from":"2026-01-01","to":"2026-03-18","groupBy":"type"}],"asOf":{{At}},"digest":"00","publishedAt":{{At}}}""",
        ["Publications.PublicationRevised"] = $$"""{"revisionId":{{One}},"revision":2,"asOf":{{At}},"digest":"00","revisedAt":{{At}}}""",
        // Sheets.
        ["Sheets.SheetClosed"] = $$"""{"sheet":"S1","areaCode":"610981","month":"2026-02","digest":"00","closedAt":{{At}}}""",
        ["Sheets.SheetCorrected"] = $$"""{"correctionId":{{One}},"revision":2,"digest":"00","correctedAt":{{At}}}""",
        // Export links.
        ["ExportLinks.LinkMade"] =
            $$"""{"maker":{"actor":"someone","clientId":"bureau","roles":["bureau"],"areas":["610981"],"issuedAt":{{At}}},"question":"metric=M04","expiresAt":{{At}},"at":{{At}}}""",
        ["ExportLinks.LinkRevoked"] = $$"""{"at":{{At}}}""",
        // Anomalies
        ["Anomalies.AnomalyDisposed"] = $$$"""{"dispositionId":{{{One}}},"finding":{"id":{{{One}}},"kind":"denied","area":"610981113","county":"610981","year":2026,"month":"2026-03-01","ruleVersion":1,"evidence":{"from":"2026-03-18","to":"2026-03-18","counts":{"minutes":10.5},"codes":["answered"],"disputes":[{{{One}}}],"limits":{"minutes":30} } },"verdict":"explained","by":"someone","at":{{{At}}}}""",
    };

    [Fact]
    public void every_stored_event_is_read_and_written_as_before() =>
        StoredSamples.Changed(options => ReportingSchema.Register(options.AddFrozen().AddExportLinks()), "Mediation.Reporting", Samples).ShouldBeEmpty();
}
