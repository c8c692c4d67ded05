using Mediation.ServiceDefaults;
using Mediation.Workflow.Methods;
using static Mediation.Workflow.Tests.Facts;

namespace Mediation.Workflow.Tests.Methods;

public sealed class OwnMethods
{
    private static readonly Method Six = MethodCatalog.Find("six-step")!;
    private static readonly Caller Head = new($"{Id(91)}", Id(91), null, ["committeeHead"], [Committee], ["610981"], [], Now);
    private static readonly Method Two = new("two-step", 1, "两步法", "两步法", [Six.Steps[0], Six.Steps[5] with { Number = 2 }]);
    private static readonly MethodPublished Published = new(OwnMethod.IdOf("two-step"), Committee, "610981", Two, "six-step", 1, Now);

    [Fact]
    public void A_copy_is_the_same_but_for_its_name() => When(new("my-six", "six-step", NameZh: "本会六步法"), Six).Then(
        Published with { MethodId = OwnMethod.IdOf("my-six"), Method = new Method("my-six", 1, "本会六步法", "本会六步法", Six.Steps) });

    [Fact]
    public void Steps_are_left_out_put_in_another_order_renamed_and_given_other_gates()
    {
        var decided = When(new("my-own", "six-step", NameZh: "新法", Steps:
        [
            new("explainLaw"), new("discover", "早发现", Requires: ["discovery", "consent", "discovery"]), new("together", "坐一起", "Together", ["panelSat"]),
        ]), Six);
        var steps = decided.Decision.Events.ShouldHaveSingleItem().ShouldBeOfType<MethodPublished>().Method.Steps;
        steps.Select(s => (s.Number, s.Code, s.NameZh, s.NameEn, string.Join(',', s.Requires))).ShouldBe(
        [
            (1, "explainLaw", "普法宣教", "Explain the law", "lawExplained"), (2, "discover", "早发现", "早发现", "discovery,consent"),
            (3, "together", "坐一起", "Together", "panelSat"),
        ]);
    }

    [Fact]
    public void A_method_without_steps_is_none()
    {
        When(new("my-own", NameZh: "空"), null).ThenBad("steps");
        When(new("my-own", "six-step", NameZh: "空", Steps: []), Six).ThenBad("steps");
    }

    [Fact]
    public void What_is_wrong_in_a_step_is_named() => When(new("my own", "nine-step", NameZh: " ", Steps:
    [
        new("a", "甲", Requires: ["agreementInEffect"]), new("a", "乙", Requires: ["nobodyKnows"]), null, new("c-1", Requires: [null]),
    ]), null).ThenBad("code", "base", "nameZh", "steps[0].requires", "steps[1].code", "steps[1].requires", "steps[2].code", "steps[2].nameZh", "steps[3].nameZh", "steps[3].requires");

    [Fact]
    public void It_is_a_committee_s_of_the_caller()
    {
        When(new("my-own", "six-step", NameZh: "新法", CommitteeId: Other), Six).ThenBad("committeeId");
        Given.Events<OwnMethod>().When(s => PublishMethod.Decide(s, new("my-own", "six-step", NameZh: "新法"), Six, Head with { Units = [Committee, Other] }, Now))
            .ThenBad("committeeId");
    }

    [Fact]
    public void A_code_names_one_method_only()
    {
        When(new("six-step", "six-step", NameZh: "新法"), Six).ThenRefused("method.exists");
        Given.Events<OwnMethod>(Published).When(s => PublishMethod.Decide(s, new("two-step", "six-step", NameZh: "新法"), Six, Head, Now)).ThenRefused("method.exists");
    }

    [Fact]
    public void A_further_version_stands_beside_the_earlier_ones()
    {
        var third = Two with { Version = 2, Steps = [Two.Steps[0]] };
        Given.Events<OwnMethod>(Published).When(s => PublishVersion.Decide(s, new(Steps: [new("discover")]), Now))
            .Then(Published with { Method = third, Basis = null, BasisVersion = null });
        var state = Given.Events<OwnMethod>(Published, Published with { Method = third }).State;
        (state.Find(1)!.Steps.Count, state.Find(2)!.Steps.Count, state.Find(null)!.Version, state.Find(3)).ShouldBe((2, 1, 2, null));
    }

    [Fact]
    public void A_retired_one_gets_no_version()
    {
        object[] retired = [Published, new MethodRetired(Now)];
        Given.Events<OwnMethod>(Published).When(s => RetireMethod.Decide(s, Now)).Then(new MethodRetired(Now));
        Given.Events<OwnMethod>(retired).When(s => RetireMethod.Decide(s, Now)).ThenNothing();
        Given.Events<OwnMethod>(retired).When(s => PublishVersion.Decide(s, new(), Now)).ThenRefused("method.retired");
    }

    private static Decided When(PublishMethod command, Method? basis) =>
        Given.Events<OwnMethod>().When(s => PublishMethod.Decide(s, command, basis, Head, Now));
}
