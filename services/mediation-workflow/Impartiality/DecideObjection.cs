using Mediation.ServiceDefaults;
using Mediation.Workflow.Cases;

namespace Mediation.Workflow.Impartiality;

/// <summary>The head decides: sustained, and another mediator is asked for; or overruled, with reasons (PML 19).</summary>
internal sealed record DecideObjection(bool? Sustained = null, string? Reason = null)
{
    private static readonly Refusal Unknown = Refusal.Unknown("objection");
    private static readonly Refusal Decided = new("objection.decided", "该回避申请已作决定", "The objection was decided already");

    internal static Decision Decide(Case state, DecideObjection command, Guid objectionId, DateTimeOffset now)
    {
        if (state.Objections.FirstOrDefault(o => o.Id == objectionId) is not { } objection)
        {
            return Unknown;
        }

        var check = new FieldCheck().Present("sustained", command.Sustained).OptionalText("reason", command.Reason, FieldChecks.ShortText);
        if (command.Sustained == false)
        {
            check.Text("reason", command.Reason, FieldChecks.ShortText);
        }

        if (check.Refusal is { } bad)
        {
            return bad;
        }

        if (objection.Sustained is { } earlier)
        {
            return earlier == command.Sustained ? Decision.AlreadySo : Decided;
        }

        if (state.Status == CaseStatus.Closed)
        {
            return CaseRefusals.Closed;
        }

        var decided = new ObjectionDecided(objectionId, objection.MediatorId, command.Sustained!.Value, now);
        return (command.Sustained.Value ? Decision.Of(decided, Another(state, objection.MediatorId, now)) : Decision.Of(decided))
            .Sealing(objectionId, "decision", command.Reason);
    }

    internal static Task<IResult> PostAsync(HttpContext http, Guid id, Guid objectionId, DecideObjection body, CommandShell shell) =>
        shell.ChangeAsync<Case, DecideObjection>(
            http, id, body, (state, command, now) => Decide(state, command, objectionId, now), CaseReplies.Ok);

    // As after a refusal: whoever is out stays out.
    private static MediatorRequested Another(Case state, Guid mediatorId, DateTimeOffset now) => new(
        state.Attempt + 1, state.CommitteeId, state.AreaCode, state.TypeCode, [.. state.Declined.Append(mediatorId).Distinct()], now,
        state.LaterRound);
}
