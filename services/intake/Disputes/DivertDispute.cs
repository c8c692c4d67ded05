using Mediation.Contracts;
using Mediation.ServiceDefaults;

namespace Mediation.Intake.Disputes;

/// <summary>The dispute is sent to whom it belongs (分流), and the parties are told.</summary>
internal sealed record DivertDispute(string Destination = "", string Reason = "", string Notice = "", DateTimeOffset? NoticeServedAt = null)
{
    internal static FieldCheck Check(DivertDispute command, DateTimeOffset now) => new FieldCheck()
        .That(DiversionDestinations.All.Contains(command.Destination), "destination", "unknown", "去向未知", "Unknown destination")
        .Text("reason", command.Reason, 1000)
        .Text("notice", command.Notice, 1000)
        .That(command.NoticeServedAt is not { } at || at <= now, "noticeServedAt", "inFuture", "不得晚于现在", "In the future");

    internal static Decision Decide(Dispute state, Guid id, DivertDispute command, DateTimeOffset now) =>
        DisputeRefusals.Closed(state) is { } refusal
            ? refusal
            : Decision.Of(new DisputeDiverted(command.Destination, now, command.NoticeServedAt?.ToUniversalTime() ?? now))
                .Sealing(id, VaultFields.DiversionReason, command.Reason)
                .Sealing(id, VaultFields.DiversionNotice, command.Notice);

    internal static async Task<IResult> HandleAsync(HttpContext http, Guid id, DivertDispute body, CommandShell shell, TimeProvider clock) =>
        Check(body, clock.GetUtcNow()).Refusal is { } bad
            ? Problem.From(http, bad)
            : await shell.ChangeAsync<Dispute, DivertDispute>(
                http, id, body, (state, command, now) => Decide(state, id, command, now),
                state => Reply.Ok(new DiversionAnswer(id, state.Version, state.DivertedTo, state.DivertedAt)));
}

internal sealed record DiversionAnswer(Guid Id, long Version, string? Destination, DateTimeOffset? DivertedAt);
