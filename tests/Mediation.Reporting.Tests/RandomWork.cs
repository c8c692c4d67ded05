using Mediation.Contracts;
using Mediation.Contracts.Intake;
using Mediation.Contracts.Roster;
using Mediation.Contracts.Workflow;
using Mediation.Reporting.Facts;
using static Mediation.Reporting.Tests.SomeFacts;

namespace Mediation.Reporting.Tests;

/// <summary>What happens around disputes and beside them, as facts in several revisions.</summary>
internal sealed class RandomWork(Random random)
{
    internal static readonly Guid[] Persons = [NewId(), NewId(), NewId()];
    private static readonly Guid[] Teams = [NewId(), NewId()];
    private static readonly string[] Grids = ["610981100004015", "610981100004016", "330211001001007"];
    private static readonly string[] Modes = ["caucus", "joint", "homeVisit", "video"];

    internal static LeadFactsChanged LeadTo(DisputeFactsChanged d) =>
        new(NewId(), 2, "dispute", d.AreaCode, d.TypeCode, d.Source, d.RegisteredAt.AddHours(-5), d.DisputeId);

    /// <summary>Colour, clock, rounds and steps.</summary>
    internal CaseFactsChanged Furnish(CaseFactsChanged c, DateTimeOffset at)
    {
        var first = new RoundFacts(1, c.CommitteeId, c.AcceptedAt, at.AddHours(-4), random.Next(2) == 0 ? "A" : "G", null, false);
        return c with
        {
            Colour = Pick((string[])["green", "yellow", "red"]),
            DueOn = random.Next(4) == 0 ? null : ChinaTime.DayOf(c.AcceptedAt).AddDays(random.Next(30)),
            PauseDays = random.Next(3) == 0 ? random.Next(5) : null,
            FirstCommitteeId = random.Next(6) == 0 ? NewId() : null,
            CriminalAt = random.Next(12) == 0 ? at : null,
            Parties = random.Next(6) == 0 ? null : random.Next(2, 9), Difficult = random.Next(3) == 0, Violence = random.Next(4) == 0 ? true : null,
            TransferredBeforeSession = random.Next(15) == 0 ? true : null,
            Rounds = c.Round == 1 ? null
                : [first, new(2, c.CommitteeId, first.ClosedAt!.Value.AddDays(random.Next(120)), c.ClosedAt, c.Outcome, null, random.Next(3) > 0)],
            Steps = [.. Enumerable.Range(1, random.Next(4)).Select(step => new StepFacts(step, 1, at.AddHours(step), random.Next(9_000)))],
        };
    }

    internal IEnumerable<FactRow> Around(DisputeFactsChanged d)
    {
        var at = d.AcceptedAt!.Value.AddDays(random.Next(1, 60));
        var session = new SessionFactsChanged(NewId(), 1, d.DisputeId, at, null, 3, 0, [], [], [], [], []);
        yield return Row(session);
        if (random.Next(5) > 0)
        {
            yield return Row(session with
            {
                Revision = 4, EndedAt = at.AddHours(3), RequiredRolesPresent = random.Next(4), PersonIds = [Pick(Persons)], UnitIds = [d.CommitteeId!.Value],
                TeamIds = [Pick(Teams)], AreaCodes = random.Next(2) == 0 ? ["610981", "610922"] : ["610981"],
                Segments = [.. Enumerable.Range(0, random.Next(4)).Select(_ => new SegmentFacts(NewId(), Pick(Modes), random.Next(200)))],
            });
        }

        var agreement = new AgreementFactsChanged(
            NewId(), 1, d.DisputeId, Pick((string[])["written", "oral"]), null, [Obligation(at), Obligation(at)], random.Next(3) > 0, null, null);
        yield return Row(agreement);
        yield return Row(agreement with { Revision = 2, EffectiveAt = random.Next(5) == 0 ? null : at });
        yield return Row(agreement with
        {
            Revision = 5, EffectiveAt = at, Obligations = [Obligation(at)], ConfirmationAppliedAt = at, ConfirmationRuling = Pick((string?[])["confirmed", null, "rejected"]),
        });
        var day = ChinaTime.DayOf(at);
        yield return Row(new FollowUpFactsChanged(d.DisputeId, 3, d.DisputeId,
        [
            new(NewId(), day.AddDays(7), random.Next(3) == 0 ? null : at.AddDays(6), 3, random.Next(4), 2, random.Next(3)),
            new(NewId(), day.AddDays(400), null, 2, 0, 0, 0),
        ]));
    }

    /// <summary>Leads that lead nowhere, zero reports, activities and units.</summary>
    internal IEnumerable<FactRow> Of(int count) => Enumerable.Range(0, count).SelectMany(_ =>
    {
        var at = China("2025-01-01T00:00:00").AddHours(random.Next(700 * 24));
        var day = ChinaTime.DayOf(at);
        var lead = new LeadFactsChanged(NewId(), 1, "open", Pick(Grids), null, "proactive", at, null);
        var activity = new ActivityFactsChanged(
            NewId(), 1, Pick((string[])["patrol", "concentratedSearch"]), Pick(Teams), Pick(RandomFacts.Areas), day, random.Next(40), random.Next(300), false);
        var unit = new CoverageFactsChanged(NewId(), 1, "village", Pick(RandomFacts.Areas), [new("legalLiteratePerson", 3, random.Next(5))], false);
        return (FactRow[])
        [
            Row(lead), Row(lead with { Revision = 2, Status = Pick((string[])["settled", "dismissed"]), ClosedAt = random.Next(4) == 0 ? null : at.AddDays(random.Next(40)) }),
            Row(new ZeroReportFactsChanged(NewId(), 1, Pick(Grids), day, at, random.Next(9) == 0)),
            Row(activity), Row(activity with { Revision = 2, Withdrawn = random.Next(5) == 0, Persons = 7 }),
            Row(unit), Row(unit with { Revision = 3, Closed = random.Next(6) == 0 }),
        ];
    });

    private ObligationFacts Obligation(DateTimeOffset at)
    {
        decimal? amount = random.Next(3) == 0 ? null : random.Next(1, 500_000) / 100m;
        var due = ChinaTime.DayOf(at).AddDays(random.Next(-30, 300));
        return new ObligationFacts(NewId(), due, amount, amount * random.Next(3) / 2, random.Next(2) == 0)
        {
            Instalments = amount is { } whole && random.Next(3) == 0 ? [new(due.AddDays(-random.Next(60)), 0.01m, 0.01m), new(due, whole - 0.01m, random.Next(2))] : null,
        };
    }

    private static FactRow Row<T>(T facts) where T : class => FactRow.From(NewId(), facts)!;

    private T Pick<T>(IReadOnlyList<T> of) => of[random.Next(of.Count)];
}
