using Mediation.ServiceDefaults;

namespace Mediation.Intake.Disputes;

/// <summary>A unit signs a hand-over, or will not have it. With the second signature the dispute is the receiver's.</summary>
internal sealed record SignHandOver(Guid? CommitteeId = null, bool? Agreed = null)
{
    internal static readonly Refusal Closed = new("handOver.closed", "该移交已办结", "The hand-over is closed");

    internal static readonly Refusal OtherUnit =
        new("access.otherUnit", "只能代表本单位办理", "Only for your own unit") { Status = StatusCodes.Status403Forbidden };

    /// <summary>Nobody signs for a unit that is not theirs, whatever rows they see.</summary>
    internal static Refusal? RefusalFor(HttpContext http, Guid unit) => Caller.Of(http).Units.Contains(unit) ? null : OtherUnit;

    internal static Decision Decide(Dispute state, Guid handOverId, SignHandOver command, DateTimeOffset now)
    {
        var unit = command.CommitteeId.GetValueOrDefault();
        if (state.HandOver is not { } handOver || handOver.Id != handOverId || (unit != handOver.From && unit != handOver.To))
        {
            return Refusal.Unknown("handOver");
        }

        if (handOver.SignedBy.Contains(unit) && command.Agreed == true)
        {
            return Decision.AlreadySo;
        }

        if (!handOver.Open || DisputeRefusals.Closed(state) is not null)
        {
            return Closed;
        }

        var signed = new HandOverSigned(handOverId, unit, now);
        return command.Agreed != true ? Decision.Of(new HandOverDeclined(handOverId, unit, now))
            : handOver.SignedBy.Count == 0 ? Decision.Of(signed)
            : Decision.Of(signed, new HandOverClosed(handOverId, handOver.To, now));
    }

    internal static async Task<IResult> HandleAsync(HttpContext http, Guid id, Guid handOverId, SignHandOver body, CommandShell shell)
    {
        var check = new FieldCheck()
            .That(body.CommitteeId.GetValueOrDefault() != Guid.Empty, "committeeId", "required", "必填", "Required")
            .That(body.Agreed is not null, "agreed", "required", "必填", "Required");
        return (check.Refusal ?? RefusalFor(http, body.CommitteeId.GetValueOrDefault())) is { } bad
            ? Problem.From(http, bad)
            : await shell.AppendAsync<Dispute, SignHandOver>(
                http, id, body, (state, command, now) => Decide(state, handOverId, command, now), state => HandOverAnswer.Reply(id, state));
    }
}
