using Mediation.Contracts.Intake;
using Mediation.Contracts.Workflow;
using Mediation.Reporting.Facts;
using static Mediation.Reporting.Tests.SomeFacts;

namespace Mediation.Reporting.Tests.Anomalies;

/// <summary>Histories in which something is to be found, and their like in which nothing is.</summary>
internal static class Planted
{
    internal static string Hash(string of) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(of)));

    internal static FactRow Row<T>(T facts) where T : class => FactRow.From(NewId(), facts)!;

    /// <summary>Disputes accepted in each of some villages in March 2026.</summary>
    internal static IEnumerable<FactRow> Villages(string township, params int[] disputes) => disputes.SelectMany((count, village) =>
        Enumerable.Range(0, count).SelectMany(n => Numbered(NewId(), $"{township}{village + 1:000}", n)));

    /// <summary>A case that closed so many minutes after it was opened.</summary>
    internal static FactRow ClosedAfter(string area, int minutes, string outcome = "A") => Row(Closed(NewId(), outcome, area: area) with
    {
        ClosedAt = China("2026-03-05T09:00:00").AddMinutes(minutes),
    });

    /// <summary>Disputes whose parties, so many in each, have one phone.</summary>
    internal static IEnumerable<FactRow> Phones(string area, string phone, params int[] parties) => parties.Select(count =>
        Row(Accepted(NewId(), area: area) with { Phones = [.. Enumerable.Range(0, count).Select(_ => new PhoneFacts(NewId(), Hash(phone)))] }));

    /// <summary>Agreements of so many disputes that oblige to the same.</summary>
    internal static IEnumerable<FactRow> Agreements(string area, string terms, int count) => Enumerable.Range(0, count).SelectMany(_ =>
    {
        var id = NewId();
        return new[] { Row(Open(id, area: area)), Row(Agreement(id) with { Terms = Hash(terms) }) };
    });

    internal static IEnumerable<FactRow> Signed(string area, params SignatureFacts[] signatures)
    {
        var id = NewId();
        return [Row(Open(id, area: area)), Row(Agreement(id) with { Signatures = signatures, DraftedAt = China("2026-03-20T09:00:00") })];
    }

    internal static SignatureFacts By(string signer, string at) => new(signer, signer == "party" ? NewId() : null, signer == "committeeSeal" ? "seal" : "hand", China(at));

    internal static DisputeFactsChanged Denied(Guid dispute, Guid denial, string area, string at = "2026-03-18T10:00:00") => Accepted(dispute, area: area) with
    {
        Denials = [new DenialFacts(denial, NewId(), China(at), null)],
    };

    /// <summary>Cases closed on some days of March 2026, by their outcomes.</summary>
    internal static IEnumerable<FactRow> ClosedOn(string area, string outcome, params int[] days) =>
        days.Select(day => Row(Closed(NewId(), outcome, $"2026-03-{day:00}T15:00:00", "2026-02-05T09:00:00", area)));

    /// <summary>One of every kind, in townships of a county.</summary>
    internal static List<FactRow> OneOfEach(string county) =>
    [
        .. Villages($"{county}100", 1, 1, 1, 1, 1, 1, 1, 1, 1, 9), ClosedAfter($"{county}101", 10), .. Phones($"{county}102", county, 2, 2, 1, 1),
        .. Agreements($"{county}103", county, 5), .. Signed($"{county}104", By("committeeSeal", "2026-03-20T10:00:00"), By("party", "2026-03-20T11:00:00")),
        Row(Denied(NewId(), NewId(), $"{county}105")), .. ClosedOn($"{county}106", "A", [.. Enumerable.Range(0, 40).Select(n => (n % 27) + 1)]),
        .. ClosedOn($"{county}107", "U", 30, 30, 30, 31, 31, 31, 1, 2, 3, 4),
    ];

    internal static readonly string[] EveryKind =
        ["closedInMinutes", "concentration", "denied", "fullRate", "monthEnd", "sameObligations", "sharedPhone", "signatureOrder"];

    private static AgreementFactsChanged Agreement(Guid dispute) =>
        new(NewId(), 1, dispute, "written", China("2026-03-20T15:00:00"), [], false, null, null);

    private static IEnumerable<FactRow> Numbered(Guid id, string area, int number) =>
        [Row(Accepted(id, area: area)), Row(Open(id, area: area) with { CaseNumber = $"（2026）段人调字第{number + 1:0000}号" })];
}
