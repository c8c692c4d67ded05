using Mediation.Workflow.Risks;
using static Mediation.Workflow.Tests.Facts;

namespace Mediation.Workflow.Tests.Risks;

public sealed class SignalTests
{
    private static SignalRecorded Seen(SignalKind kind, int id = 71) => new(Id(id), kind, null, Now, Now);

    [Fact]
    public void A_signal_is_on_record_and_what_was_seen_is_sealed()
    {
        var decided = Given.Events<Case>(Open()).When(s => RecordSignal.Decide(s, new(SignalKind.ThreatOfViolence, PartyA, null, "扬言动手"), Id(71), Now));
        decided.Then(new SignalRecorded(Id(71), SignalKind.ThreatOfViolence, PartyA, Now, Now));
        decided.Decision.Texts.ShouldHaveSingleItem().Text.ShouldBe("扬言动手");
    }

    [Fact]
    public void Fields_that_are_wrong_are_named() =>
        Given.Events<Case>(Open()).When(s => RecordSignal.Decide(s, new(null, Other, Now.AddDays(1)), Id(71), Now)).ThenBad("kind", "partyId", "occurredAt");

    [Theory]
    [InlineData("DomesticViolence", true)]
    [InlineData("Minor", true)]
    [InlineData("PhysicalClash", false)]
    public void Joint_segments_are_barred_while_a_flag_stands(string name, bool barred)
    {
        var kind = Enum.Parse<SignalKind>(name);
        Given.Events<Case>([.. Open(), Seen(kind)]).State.JointBarred.ShouldBe(barred);
        Given.Events<Case>([.. Open(), Seen(kind), new SignalCleared(Id(71), kind, Now)]).State.JointBarred.ShouldBeFalse();
        Given.Events<Case>([.. Open(), Seen(kind), Seen(kind, 72), new SignalCleared(Id(71), kind, Now)]).State.JointBarred.ShouldBe(barred);
    }

    [Fact]
    public void A_signal_is_cleared_with_a_reason_only()
    {
        object[] before = [.. Open(), Seen(SignalKind.Minor)];
        Given.Events<Case>(before).When(s => ClearSignal.Decide(s, new(), Id(71), Now)).ThenBad("reason");
        Given.Events<Case>(before).When(s => ClearSignal.Decide(s, new("已成年"), Id(79), Now)).ThenRefused("signal.unknown");
        var decided = Given.Events<Case>(before).When(s => ClearSignal.Decide(s, new("已成年"), Id(71), Now));
        decided.Then(new SignalCleared(Id(71), SignalKind.Minor, Now));
        decided.Decision.Texts.ShouldHaveSingleItem().Text.ShouldBe("已成年");
    }
}
