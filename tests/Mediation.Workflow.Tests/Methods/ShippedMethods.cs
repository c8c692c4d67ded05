using Mediation.Workflow.Cases;
using Mediation.Workflow.Methods;
using static Mediation.Workflow.Tests.Facts;

namespace Mediation.Workflow.Tests.Methods;

public sealed class ShippedMethods
{
    [Fact]
    public void The_six_steps_ship_with_their_gates_and_know_which_step_an_agreement_completes()
    {
        var method = MethodCatalog.Find(MethodCatalog.Standard).ShouldNotBeNull();
        method.Steps.Select(s => s.Code).ShouldBe(["discover", "reassure", "establishCauses", "explainLaw", "enlistOthers", "mediate"]);
        method.AgreementStep.ShouldNotBeNull().Number.ShouldBe(6);
        MethodCatalog.Find("six-step", 1).ShouldBeSameAs(method);
        MethodCatalog.Find("six-step", 9).ShouldBeNull();
    }

    [Fact]
    public void Four_methods_ship_the_standard_one_first() => MethodCatalog.Current.Select(m => (m.Code, string.Join('、', m.Steps.Select(s => s.NameZh)))).ShouldBe(
    [
        ("six-step", "主动发现、消除顾虑、判明原由、普法宣教、借力评理、依法调解"), ("five-word", "早、情、恒、法、和"),
        ("three-modes", "快速调、圆桌调、一站调"), ("three-step", "先把脉、后治病、先算账、后了事"),
    ]);

    [Fact]
    public void Every_requirement_is_known_and_can_be_chosen()
    {
        MethodCatalog.Current.SelectMany(m => m.Steps).SelectMany(s => s.Requires).ShouldAllBe(code => Requirements.Known(code));
        Requirements.Gates.Select(g => g.Code).ShouldAllBe(code => Requirements.Known(code));
        MethodCatalog.Current.SelectMany(m => m.Steps).SelectMany(s => s.Requires).Except(Requirements.Gates.Select(g => g.Code)).ShouldBeEmpty();
    }

    [Fact]
    public void An_agreement_waits_for_the_steps_before_its_own_and_on_a_ladder_for_the_first_rung() =>
        MethodCatalog.Current.ToDictionary(m => m.Code, m => m.AgreementFrom)
            .ShouldBe(new Dictionary<string, int> { ["six-step"] = 6, ["five-word"] = 5, ["three-modes"] = 2, ["three-step"] = 4 }, ignoreOrder: true);

    [Fact]
    public void What_a_case_lacks_is_asked_by_its_own_method()
    {
        var ladder = MethodCatalog.Find("three-modes")!;
        Given.Events<Case>([.. Open(), new MethodChosen(ladder, Now)]).When(s => CompleteStep.Decide(s, 1, Now)).ThenRefused(
            "step.gateNotMet", "discovery", "firstContact:A", "firstContact:B", "riskAssessment",
            $"rightsNotice:{PartyA}", $"rightsNotice:{PartyB}", $"consent:{PartyA}", $"consent:{PartyB}");
        Given.Events<Case>([.. Open(), new MethodChosen(ladder, Now)]).When(s => CompleteStep.Decide(s, 4, Now)).ThenRefused("step.unknown");
    }
}
