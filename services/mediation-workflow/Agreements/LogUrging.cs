using Mediation.ServiceDefaults;

namespace Mediation.Workflow.Agreements;

/// <summary>Puts on record that the committee urged performance (PML 31); append-only.</summary>
internal sealed record LogUrging(UrgingManner? Manner = null, DateTimeOffset? OccurredAt = null, string? Text = null)
{
    private static readonly Refusal Nothing = new("urging.nothingOutstanding", "该事项已全部履行", "Nothing is outstanding");

    internal static Decision Decide(Agreement state, LogUrging command, Guid obligationId, Guid urgingId, DateTimeOffset now)
    {
        var check = new FieldCheck()
            .Present("manner", command.Manner)
            .Past("occurredAt", command.OccurredAt, now)
            .Text("text", command.Text, FieldChecks.LongText);
        return state.Obligation(obligationId) is not { } duty ? Refusal.Unknown("obligation")
            : check.Refusal is { } bad ? bad
            : state.EffectiveAt is null ? AgreementRefusals.NotInEffect
            : ObligationAccount.IsPerformed(state, duty) ? Nothing
            : Decision.Of(new UrgingLogged(new Urging(urgingId, obligationId, command.Manner!.Value, command.OccurredAt ?? now), now))
                .Sealing(urgingId, "text", command.Text);
    }

    internal static Task<IResult> PostAsync(HttpContext http, Guid id, Guid oid, LogUrging body, CommandShell shell)
    {
        var urgingId = shell.NewId();
        return shell.AppendAsync<Agreement, LogUrging>(
            http, id, body, (state, command, now) => Decide(state, command, oid, urgingId, now),
            state => Reply.Created(
                $"/api/v1/agreements/{id}/performance",
                new { id = urgingId, agreementId = id, urgings = state.Urgings.Count(u => u.ObligationId == oid) }));
    }
}
