using Mediation.Intake.Disputes;
using Mediation.Intake.Status;
using Mediation.Testing;
using static Mediation.Intake.Tests.Disputes.Examples;

namespace Mediation.Intake.Tests.Status;

public sealed class Stages
{
    private static readonly DateOnly Today = new(2026, 3, 2);
    private static readonly object[] Accepted = [Registered, ConsentA, ConsentB, Admitted];

    [Fact]
    public void a_party_reads_how_far_it_has_come()
    {
        Read(Registered).Stage.ShouldBe(Stage.Registered);
        Read(Accepted).Stage.ShouldBe(Stage.Accepted);
        Read([.. Accepted, new MediatorNamed(Now)]).Stage.ShouldBe(Stage.InMediation);
        Read([.. Accepted, new MediatorNamed(Now), new MediationEnded(Now)]).Stage.ShouldBe(Stage.Ended);
        Read([.. Accepted, new MediationEnded(Now), new MediatorNamed(Now)]).Stage.ShouldBe(Stage.Ended);
        Read(Registered, new DisputeEnded("U", Now)).Stage.ShouldBe(Stage.Ended);
        Read(Registered, new DisputeTurnedAway(TurnAwayCode.Forbidden, Now)).Stage.ShouldBe(Stage.Ended);
    }

    [Fact]
    public void the_next_date_is_the_end_of_the_round_while_it_lasts()
    {
        Read(Registered).NextDate.ShouldBeNull();
        Read(Accepted).NextDate.ShouldBe(new DateOnly(2026, 4, 1));
        ReadStatus.Read(StateOf(Accepted), new DateOnly(2026, 4, 1), english: true).NextDate.ShouldBe(new DateOnly(2026, 4, 1));
        var extended = ReadStatus.Read(StateOf(Accepted), new DateOnly(2026, 4, 2), english: true);
        (extended.NextDate, extended.NextText).ShouldBe((null, null));
        Read([.. Accepted, new MediationEnded(Now)]).NextDate.ShouldBeNull();
    }

    [Fact]
    public void what_is_heard_of_the_mediation_is_noted_once_and_only_of_what_was_accepted()
    {
        Scenario.Given<Dispute>(Accepted).When(s => NoteMediation.Named(s, Now)).Then(new MediatorNamed(Now));
        Scenario.Given<Dispute>([.. Accepted, new MediatorNamed(Now)]).When(s => NoteMediation.Named(s, Now)).ThenNothing();
        Scenario.Given<Dispute>(Accepted).When(s => NoteMediation.Ended(s, Now)).Then(new MediationEnded(Now));
        Scenario.Given<Dispute>([.. Accepted, new MediationEnded(Now)]).When(s => NoteMediation.Ended(s, Now)).ThenNothing();
        Scenario.Given<Dispute>().When(s => NoteMediation.Named(s, Now)).ThenNothing();
        Scenario.Given<Dispute>(Registered).When(s => NoteMediation.Ended(s, Now)).ThenNothing();
    }

    [Fact]
    public void a_mediator_named_after_the_end_is_a_further_round_s()
    {
        var later = Now.AddDays(1);
        object[] ended = [.. Accepted, new MediatorNamed(Now), new MediationEnded(Now.AddHours(1))];
        Scenario.Given<Dispute>(ended).When(s => NoteMediation.Named(s, Now)).ThenNothing();
        Scenario.Given<Dispute>(ended).When(s => NoteMediation.Named(s, later)).Then(new MediatorNamed(later));
        Read([.. ended, new MediatorNamed(later)]).Stage.ShouldBe(Stage.InMediation);
        Scenario.Given<Dispute>([.. ended, new MediatorNamed(later)]).When(s => NoteMediation.Ended(s, Now.AddHours(1))).ThenNothing();
        Scenario.Given<Dispute>([.. ended, new MediatorNamed(later)]).When(s => NoteMediation.Ended(s, later.AddHours(1))).Then(new MediationEnded(later.AddHours(1)));
    }

    private static StatusRead Read(params object[] events) => ReadStatus.Read(StateOf(events), Today, english: false);

    private static Dispute StateOf(params object[] events) => Scenario.Given<Dispute>(events).State;
}
