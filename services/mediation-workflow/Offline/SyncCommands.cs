using Mediation.EventStore;
using Mediation.ServiceDefaults;

namespace Mediation.Workflow.Offline;

/// <summary>Commands that a phone gave itself while it was offline. Each is answered by itself; sent again, in whatever order, they have no further effect.</summary>
/// <param name="ClientNow">What the phone's clock says as it sends, so that a wrong clock is noticed.</param>
internal sealed record SyncCommands(IReadOnlyList<OfflineCommand?>? Commands = null, DateTimeOffset? ClientNow = null)
{
    internal const int Most = 100;

    internal static async Task<IResult> PostAsync(
        HttpContext http, SyncCommands body, InnerRequests inner, StoreReader store, TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        if (Check(body) is { } bad)
        {
            return Problem.From(http, bad);
        }

        var commands = body.Commands!.Select(c => c!).ToList();
        var answers = new SyncAnswers(key => EarlierAnswers.FindAsync(http, store, key));
        foreach (var command in SyncOrder.Of(commands))
        {
            await answers.AddAsync(command, () => AnswerAsync(http, command, answers, inner, now));
        }

        var offset = body.ClientNow is { } theirs ? (int)Math.Clamp((theirs - now).TotalSeconds, int.MinValue, int.MaxValue) : (int?)null;
        return Results.Json(new SyncResult(now, offset, [.. commands.Select(answers.Of)]), ServiceJson.Options);
    }

    private static async Task<SyncAnswer> AnswerAsync(
        HttpContext http, OfflineCommand command, SyncAnswers answers, InnerRequests inner, DateTimeOffset now)
    {
        if (command.Refuse(now) is { } refusal)
        {
            return SyncAnswer.Refused(http, command, refusal);
        }

        var (request, waiting) = await answers.ResolveAsync(command);
        if (request is null)
        {
            return SyncAnswer.WaitingFor(http, command, waiting);
        }

        var known = await answers.EarlierAsync(command.Id!.Value) is not null;
        return SyncAnswer.From(command, await inner.SendAsync(http, request), known);
    }

    private static Refusal? Check(SyncCommands body)
    {
        var check = new FieldCheck().Count("commands", body.Commands, 1, Most).Instant("clientNow", body.ClientNow);
        for (var i = 0; i < Math.Min(body.Commands?.Count ?? 0, Most); i++)
        {
            // Without an id there is nothing to answer to.
            check.That(body.Commands![i]?.Id is { } id && id != Guid.Empty, $"commands[{i}].id", "required", "必填", "Required");
        }

        return check.Refusal;
    }
}

/// <param name="ClockOffsetSeconds">How far the phone's clock is ahead; null when it did not say.</param>
/// <param name="Results">In the order of the commands.</param>
internal sealed record SyncResult(DateTimeOffset ReceivedAt, int? ClockOffsetSeconds, IReadOnlyList<SyncAnswer> Results);
