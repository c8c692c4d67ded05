using Mediation.ServiceDefaults;

namespace Mediation.Intake.Disputes;

internal sealed record RefuseDispute(TurnAwayCode? Code = null, string Reason = "", string GoTo = "")
{
    internal static FieldCheck Check(RefuseDispute command) => new FieldCheck()
        .That(command.Code is not null, "code", "required", "必填", "Required")
        .Text("reason", command.Reason, 1000)
        .Text("goTo", command.GoTo, 500);

    internal static Decision Decide(Dispute state, Guid id, RefuseDispute command, DateTimeOffset now) =>
        DisputeRefusals.Closed(state) is { } refusal
            ? refusal
            : Decision.Of(new DisputeTurnedAway(command.Code.GetValueOrDefault(), now))
                .Sealing(id, VaultFields.Reason, command.Reason)
                .Sealing(id, VaultFields.GoTo, command.GoTo);

    internal static async Task<IResult> HandleAsync(HttpContext http, Guid id, RefuseDispute body, CommandShell shell) =>
        Check(body).Refusal is { } bad
            ? Problem.From(http, bad)
            : await shell.ChangeAsync<Dispute, RefuseDispute>(
                http, id, body, (state, command, now) => Decide(state, id, command, now),
                state => Reply.Ok(new RefusalAnswer(id, state.Version, state.Status, state.TurnedAway)));
}

internal sealed record RefusalAnswer(Guid Id, long Version, DisputeStatus Status, TurnAwayCode? Code);
