using Mediation.EventStore;
using Mediation.Intake.Disputes;
using static Mediation.Intake.Tests.Disputes.Examples;

namespace Mediation.Intake.Tests.Disputes;

public sealed class LookingAlike
{
    private static readonly Dispute One = Dispute.Initial.Evolve(Registered);

    [Fact]
    public void a_shared_number_is_enough() =>
        Of(One with { AreaCode = "330206", TypeCode = "0101", OccurredOn = new DateOnly(2020, 1, 1) }, "phone").ShouldBeAlike(["sameParty"], 4);

    [Fact]
    public void place_kind_and_time_together_are_a_hint()
    {
        Of(One).ShouldBeAlike(["sameArea", "sameType", "sameTime"], 3);
        Of(One with { OccurredOn = One.OccurredOn.AddDays(31) }).Score.ShouldBeLessThan(SimilarDispute.LeastScore);
        Of(One with { TypeCode = "0101" }).Score.ShouldBeLessThan(SimilarDispute.LeastScore);
    }

    [Fact]
    public void a_grid_of_the_village_is_the_same_area_and_the_next_village_is_not()
    {
        Of(One with { AreaCode = One.AreaCode + "012" }).Reasons.ShouldContain("sameArea");
        Of(One with { AreaCode = "610981100005" }, "place").ShouldBeAlike(["samePlace", "sameType", "sameTime"], 4);
    }

    private static (IReadOnlyList<string> Reasons, int Score) Of(Dispute other, params string[] shared)
    {
        var found = SimilarDispute.Of(new Fetched<Dispute>(B, other, 1), One, shared);
        return (found.Reasons, found.Score);
    }
}

internal static class Likeness
{
    internal static void ShouldBeAlike(this (IReadOnlyList<string> Reasons, int Score) found, IReadOnlyList<string> reasons, int score)
    {
        found.Reasons.ShouldBe(reasons);
        found.Score.ShouldBe(score);
    }
}
