using Mediation.ServiceDefaults;

namespace Mediation.Roster.Activities;

internal sealed record WithdrawActivity(string Reason = "")
{
    internal const string ReasonField = "withdrawalReason";

    internal static Decision Decide(Activity state, Guid id, WithdrawActivity command, DateTimeOffset now) =>
        state.Withdrawn ? Decision.AlreadySo : Decision.Of(new ActivityWithdrawn(now)).Sealing(id, ReasonField, command.Reason);

    internal static async Task<IResult> HandleAsync(HttpContext http, Guid id, WithdrawActivity body, CommandShell shell) =>
        new FieldCheck().Text("reason", body.Reason, 500).Refusal is { } bad
            ? Problem.From(http, bad)
            : await shell.ChangeAsync<Activity, WithdrawActivity>(
                http, id, body, (state, command, now) => Decide(state, id, command, now),
                state => Reply.Ok(new ActivityAnswer(id, state.Version, state.Withdrawn)));
}
