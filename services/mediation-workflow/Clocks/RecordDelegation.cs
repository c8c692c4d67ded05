using Mediation.Contracts;
using Mediation.ServiceDefaults;
using Mediation.Workflow.Cases;

namespace Mediation.Workflow.Clocks;

/// <summary>How the court handed the case over: before filing, after it, or in summary procedure. Until it is recorded the longest term holds.</summary>
internal sealed record RecordDelegation(Delegation? Delegation = null)
{
    private static readonly Refusal NotDelegated = new("delegation.notByCourt", "本案不是法院委派或委托", "The case was not delegated by a court");

    private static readonly Refusal Extended = new("delegation.extended", "期限已延长，不得再改", "The term was extended or stood still already");

    internal static Decision Decide(Case state, RecordDelegation command, DateTimeOffset now)
    {
        var check = new FieldCheck().Present("delegation", command.Delegation);
        return check.Refusal is { } bad ? bad
            : state.Delegation == command.Delegation ? Decision.AlreadySo
            : state.Source != DisputeSources.Court ? NotDelegated
            : state.Status == CaseStatus.Closed ? CaseRefusals.Closed
            : state.Clocks.Any(c => c.StoppedOn is null && (c.Extended > 0 || c.PausedOn is not null || c.PausedDays > 0)) ? Extended
            : Decision.Of(new DelegationRecorded(command.Delegation!.Value, now));
    }

    internal static Task<IResult> PostAsync(HttpContext http, Guid id, RecordDelegation body, CommandShell shell) =>
        shell.ChangeAsync<Case, RecordDelegation>(http, id, body, Decide, CaseReplies.Ok);
}
