using Mediation.Workflow.Cases;
using Mediation.Workflow.Impartiality;
using Mediation.Workflow.Sessions;
using static Mediation.Workflow.Tests.Facts;

namespace Mediation.Workflow.Tests.Impartiality;

public sealed class ImpartialityRules
{
    private static readonly Guid Objecting = Id(91);
    private static readonly ObjectionRaised Raised = new(Objecting, PartyB, Mediator, ObjectionGround.Relative, Now);
    private static readonly ObjectionDecided Sustained = new(Objecting, Mediator, true, Now);

    private static GivenState<Case> After(params IEnumerable<object> more) => Given.Events<Case>([.. Open(), .. more]);

    [Fact]
    public void A_party_objects_with_a_reason_that_is_sealed()
    {
        After().When(s => RaiseObjection.Decide(s, new(Other), null, Objecting, Now)).ThenBad("partyId", "ground", "reason");
        var raised = After().When(s => RaiseObjection.Decide(s, new(PartyB, ObjectionGround.Relative, "对方的表弟"), null, Objecting, Now));
        raised.Then(Raised);
        raised.Decision.Texts.ShouldHaveSingleItem().ShouldBe(new(Objecting, "reason", "对方的表弟"));
        After(Raised).When(s => RaiseObjection.Decide(s, new(PartyA, ObjectionGround.Other, "不公"), null, Id(92), Now)).ThenRefused("objection.pending");
    }

    [Fact]
    public void A_mediator_declares_for_themselves_only()
    {
        var own = new RaiseObjection(null, ObjectionGround.Interest, "与甲方合伙");
        After().When(s => RaiseObjection.Decide(s, own, Other, Objecting, Now)).ThenRefused("objection.notYours");
        After().When(s => RaiseObjection.Decide(s, own, Mediator, Objecting, Now))
            .Then(Raised with { PartyId = null, Ground = ObjectionGround.Interest });
        Given.Events<Case>([Opened(), Requested()]).When(s => RaiseObjection.Decide(s, own, Mediator, Objecting, Now)).ThenRefused("objection.noMediator");
    }

    [Fact]
    public void Sustained_another_mediator_is_asked_for_and_this_one_stays_out()
    {
        After(Raised).When(s => DecideObjection.Decide(s, new(true), Objecting, Now)).Then(Sustained, Requested(2, Mediator));
        var replaced = After(Raised, Sustained, Requested(2, Mediator));
        (replaced.State.Status, replaced.State.MediatorId).ShouldBe((CaseStatus.WaitingForMediator, null));
        var days = new Workflow.Storage.WorkingDays(new HashSet<DateOnly>(), new HashSet<DateOnly>());
        replaced.When(s => ProposeMediator.Decide(s, new ProposeMediator(Mediator), days, Now)).ThenRefused("assignment.recused");
        replaced.When(s => ProposeMediator.Decide(s, new ProposeMediator(Other), days, Now)).Decision.Refusal.ShouldBeNull();
    }

    [Fact]
    public void Overruled_needs_reasons_and_a_decision_stays()
    {
        After(Raised).When(s => DecideObjection.Decide(s, new(false), Objecting, Now)).ThenBad("reason");
        var overruled = After(Raised).When(s => DecideObjection.Decide(s, new(false, "远亲，不影响公正"), Objecting, Now));
        overruled.Then(Sustained with { Sustained = false });
        overruled.Decision.Texts.ShouldHaveSingleItem().Field.ShouldBe("decision");
        After(Raised, Sustained with { Sustained = false }).When(s => DecideObjection.Decide(s, new(true), Objecting, Now)).ThenRefused("objection.decided");
        After(Raised, Sustained with { Sustained = false }).When(s => DecideObjection.Decide(s, new(false, "同上"), Objecting, Now)).ThenNothing();
        After().When(s => DecideObjection.Decide(s, new(true), Objecting, Now)).ThenRefused("objection.unknown");
    }

    [Fact]
    public void A_relative_s_name_is_sealed()
    {
        After().When(s => DeclareRelative.Decide(s, new(Other), Id(93), Now)).ThenBad("partyId", "name");
        var declared = After().When(s => DeclareRelative.Decide(s, new(PartyA, "王律师", "表弟"), Id(93), Now));
        declared.Then(new RelativeDeclared(Id(93), PartyA, Now));
        declared.Decision.Texts.Select(t => t.Text).ShouldBe(["王律师", "表弟"]);
    }

    [Fact]
    public void Names_are_equal_whatever_their_spaces_dots_and_width()
    {
        var parties = new Dictionary<Guid, string?> { [PartyA] = "阿依古丽·买买提", [PartyB] = "李四" };
        ConflictCheck.Sitting[] people =
            [new(Id(1), "阿依古丽 买买提", null), new(Id(2), "王 律师", null), new(Id(3), "李四", PartyB), new(Id(4), null, null), new(Id(5), "赵五", null)];
        ConflictCheck.Find(people, parties, [(PartyB, "王律师"), (PartyB, null)], () => NewId).ShouldBe(
            [new Conflict(NewId, Id(1), ConflictKind.SameNameAsParty, PartyA), new Conflict(NewId, Id(2), ConflictKind.SameNameAsRelative, PartyB)]);
    }
}
