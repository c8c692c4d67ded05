using Mediation.Contracts;
using Mediation.Reporting.Facts;
using static Mediation.Reporting.Tests.SomeFacts;

namespace Mediation.Reporting.Tests;

/// <summary>Life stories of disputes, as facts of every revision.</summary>
internal sealed class RandomFacts(int seed)
{
    internal static readonly string[] Areas =
    [
        "610981113", "610981113000", "610981100004", "610981100005", "610981113201", "610922", "6109", "610981100", "330211001001",
        "330211001002", "330211002", "33", "610981100004015",
    ];

    private static readonly string[] Types = ["0901", "0902", "0201", "0503", "9999"];
    private static readonly string[] Methods = ["six-step", "three-step", "five-word"];
    private static readonly string[] Steps = ["waitingForMediator", "open"];
    private static readonly Guid[] Committees = [NewId(), NewId(), NewId()];

    private readonly Random _random = new(seed);

    /// <summary>All facts in random order, some of them more than once.</summary>
    internal List<FactRow> Of(int disputes)
    {
        var facts = Enumerable.Range(0, disputes).SelectMany(_ => Story()).Concat(new RandomWork(_random).Of(disputes / 2)).ToList();
        facts.AddRange(facts.Where(_ => _random.Next(5) == 0).ToList());
        var shuffled = facts.ToArray();
        _random.Shuffle(shuffled);
        return [.. shuffled];
    }

    private IEnumerable<FactRow> Story()
    {
        var id = NewId();
        var area = Pick(Areas);
        var registered = China("2025-01-01T00:00:00").AddMinutes(_random.Next(700 * 24 * 60));
        var accepted = registered.AddHours(_random.Next(96));
        var dispute = Accepted(id, area: area) with
        {
            RegisteredAt = registered, AcceptedAt = accepted, TypeCode = Pick(Types), Source = Pick(DisputeSources.All), CommitteeId = Pick(Committees),
            CrossArea = _random.Next(4) == 0 ? true : null, Persons = _random.Next(5) == 0 ? null : _random.Next(130), Amount = _random.Next(3) == 0 ? _random.Next(1, 9_000_000) / 100m : null,
        };
        var parts = _random.Next(10);
        if (parts > 0)
        {
            yield return Row(dispute with { Revision = 1, Status = "registered", AcceptedAt = null, CommitteeId = null });
            yield return Row(parts == 1 ? dispute with { Revision = 2, Status = "ended", AcceptedAt = null } : dispute with { Revision = 2 });
            if (parts == 2)
            {
                yield return Row(dispute with { Revision = 5, Status = "linked", DuplicateOf = NewId() });
            }
            else if (parts == 3)
            {
                yield return Row(dispute with
                {
                    Revision = 4, AreaCode = Pick(Areas), TypeCode = Pick(Types), DivertedAt = accepted.AddHours(9), DivertedTo = Pick((string[])["court", "petitionOffice"]),
                });
            }
        }

        if (parts is > 2 and < 7)
        {
            yield return FactRow.From(NewId(), RandomWork.LeadTo(dispute))!;
        }

        if (parts is > 4 or 0 or 2)
        {
            foreach (var row in CaseStory(dispute).Concat(new RandomWork(_random).Around(dispute)))
            {
                yield return row;
            }
        }
    }

    private IEnumerable<FactRow> CaseStory(Contracts.Intake.DisputeFactsChanged d)
    {
        var facts = Open(d.DisputeId, area: d.AreaCode) with
        {
            AcceptedAt = d.AcceptedAt!.Value, TypeCode = d.TypeCode, Source = d.Source, CommitteeId = d.CommitteeId!.Value, Method = Pick(Methods),
            Amount = d.Amount, MediatorId = RandomWork.Persons[_random.Next(3)],
        };
        for (var (revision, at) = (1L, facts.AcceptedAt); revision <= _random.Next(2, 7); revision++)
        {
            yield return Row(facts with { Revision = revision, Status = Pick(Steps) });
            at = at.AddHours(_random.Next(1, 240));
            var joint = _random.Next(3) > 0;
            facts = facts with
            {
                SessionsHeld = facts.SessionsHeld + _random.Next(2),
                JointSessionsHeld = facts.JointSessionsHeld + (joint ? 1 : 0),
                FirstJointSessionAt = facts.FirstJointSessionAt ?? (joint ? at : null),
                Round = _random.Next(8) == 0 ? facts.Round + 1 : facts.Round,
                Outcome = _random.Next(4) == 0 ? null : Pick((string[])["A", "A", "A", "R", "U"]),
            };
            facts = facts with { ClosedAt = facts.Outcome is null ? null : at, Status = facts.Outcome is null ? "open" : "closed" };
            facts = new RandomWork(_random).Furnish(facts, at);
        }

        yield return Row(facts with { Revision = 7 });
    }

    private static FactRow Row(Contracts.Intake.DisputeFactsChanged facts) => FactRow.From(NewId(), facts)!;

    private static FactRow Row(Contracts.Workflow.CaseFactsChanged facts) => FactRow.From(NewId(), facts)!;

    private T Pick<T>(IReadOnlyList<T> of) => of[_random.Next(of.Count)];
}
