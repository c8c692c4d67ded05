using Mediation.Workflow.Methods;

namespace Mediation.Workflow.Tests.Storage;

public sealed class MethodTests
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
    public void Every_requirement_of_every_method_is_known() =>
        MethodCatalog.Current.SelectMany(m => m.Steps).SelectMany(s => s.Requires).ShouldAllBe(code => Requirements.Known(code));
}
