using Mediation.ServiceDefaults;

namespace Mediation.Workflow.Clocks;

/// <summary>Refusals that several use cases share.</summary>
internal static class ClockRefusals
{
    internal static readonly Refusal Unknown = Refusal.Unknown("clock");

    internal static readonly Refusal NotExtendable = new("clock.notExtendable", "该期限不得延长", "This clock may not be extended");

    internal static readonly Refusal ExtendedBefore = new("clock.extendedBefore", "该期限已延长过一次", "This clock was extended once already");

    internal static readonly Refusal HeadOnly = new("clock.headOnly", "须由机关负责人批准延长", "Only the head of the organ may extend it");

    internal static readonly Refusal NotPausable = new("clock.notPausable", "该期限不得中止计算", "This clock may not stand still");

    internal static readonly Refusal Paused = new("clock.paused", "该期限已中止计算", "This clock stands still already");

    internal static readonly Refusal NotPaused = new("clock.notPaused", "该期限未中止计算", "This clock does not stand still");
}
