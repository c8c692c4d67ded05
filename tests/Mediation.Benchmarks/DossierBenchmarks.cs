using System.Diagnostics;
using Mediation.Contracts.Intake;
using Mediation.EventStore;
using Mediation.ServiceDefaults;
using Mediation.Workflow.Cases;
using Mediation.Workflow.Dossiers;
using Mediation.Workflow.Forms;
using Mediation.Workflow.Sessions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mediation.Benchmarks;

/// <summary>A dossier of some sixty pages of Chinese text through the warm browser: one after another, and ten at once.</summary>
internal static class DossierBenchmarks
{
    private const int Records = 54;
    private const int Rounds = 5;
    private const int AtOnce = 10;

    internal static async Task RunAsync(Report report)
    {
        await using var printer = new PdfPrinter(new ConfigurationBuilder().Build(), TimeProvider.System, NullLogger<PdfPrinter>.Instance);
        var sheet = Dossier();
        var (cold, pages) = await TimedAsync(printer, sheet);
        var warm = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            warm.Add((await TimedAsync(printer, sheet)).Seconds);
        }

        var together = Stopwatch.StartNew();
        var all = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => TimedAsync(printer, sheet)));
        await report.TableAsync(
            "Dossier as PDF", ["what", "pages", "seconds"],
            [
                ["first, with the browser's start", pages, cold], [$"warm, median of {Rounds}", pages, Load.Median(warm)],
                [$"{AtOnce} at once, the last", all.Min(a => a.Pages), together.Elapsed.TotalSeconds], [$"{AtOnce} at once, the first", all.Min(a => a.Pages), all.Min(a => a.Seconds)],
            ]);
    }

    private static async Task<(double Seconds, int Pages)> TimedAsync(PdfPrinter printer, PrintJob sheet)
    {
        var watch = Stopwatch.StartNew();
        var (pdf, refusal) = await printer.PrintAsync(sheet, default);
        return (watch.Elapsed.TotalSeconds, pdf is null ? throw new InvalidOperationException(refusal!.Code) : PrintedPages.Of(pdf).Total);
    }

    private static PrintJob Dossier()
    {
        var now = new DateTimeOffset(2026, 3, 18, 9, 0, 0, TimeSpan.FromHours(8));
        Guid Id(int n) => new(n, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]);
        object[] events =
        [
            new CaseOpened(
                Id(1), "（2026）段人调字第0001号", Id(2), "610981113", "0999", "police", [new PartyRef(Id(3), "A", "person"), new PartyRef(Id(4), "B", "person")],
                2, 9, 8000, "six-step", 1, now, now),
            .. Enumerable.Range(100, Records).Select(n => new RecordAdded(Id(n), 3, RecordKind.Investigation, null, null, null, null, null, now, now)),
        ];
        var words = string.Concat(Enumerable.Repeat("三十年前两家老人当面说定以滴水檐外三尺为界，后来各自翻修房屋，界石被埋。", 12));
        var texts = new VaultTexts(Enumerable.Range(100, Records).ToDictionary(n => (Id(n), "text"), _ => words));
        var facts = new PrintFacts(
            events.Aggregate(Case.Initial, (state, e) => state.Evolve(e)),
            [.. events.Select((e, i) => new RecordedEvent(i, 0, default, Id(1), i + 1, "", e, now, EventHeaders.None))],
            [], [], [], texts, new Confidant("", true, DateTimeOffset.MinValue, false, true), DisputeFacts.Unknown, null, new Dictionary<Guid, string>(), "土地及资源权属", now);
        return PrintDossier.JobOf(facts, null!, null!);
    }
}
