using System.Text.Json;
using System.Text.Json.Serialization;
using Mediation.ServiceDefaults;
using Mediation.Workflow.Storage;

namespace Mediation.Workflow.Offline;

[JsonConverter(typeof(CamelCaseEnum<SyncOutcome>))]
internal enum SyncOutcome
{
    Applied,

    /// <summary>It had been applied before; the answer is that of the first time.</summary>
    AlreadyApplied,
    Refused,

    /// <summary>Somebody changed it meanwhile: decide again on the current version.</summary>
    Conflict,

    /// <summary>Names a command that was not applied (yet): send both again.</summary>
    Waiting,

    /// <summary>The server could not just now; send it again as it is.</summary>
    Retry,
}

/// <param name="Status">As the route itself would have answered.</param>
/// <param name="Version">After the command; of a conflict the current one.</param>
/// <param name="Answer">Of the route.</param>
/// <param name="Problem">Why not.</param>
internal sealed record SyncAnswer(
    Guid Id, SyncOutcome Outcome, int Status, string? Version, JsonElement? Answer, JsonElement? Problem, IReadOnlyList<Guid>? WaitsFor = null)
{
    private static readonly Refusal NotYet = new("sync.waits", "所依赖的命令尚未成功", "A command that it names was not applied");

    internal static SyncAnswer From(OfflineCommand command, InnerAnswer answer, bool known)
    {
        var outcome = answer.Status switch
        {
            >= 200 and < 300 => known ? SyncOutcome.AlreadyApplied : SyncOutcome.Applied,
            StatusCodes.Status412PreconditionFailed => SyncOutcome.Conflict,
            StatusCodes.Status429TooManyRequests or >= 500 => SyncOutcome.Retry,
            _ => SyncOutcome.Refused,
        };
        var good = answer.Status < 300;
        return new SyncAnswer(command.Id!.Value, outcome, answer.Status, answer.Version, good ? answer.Body : null, good ? null : answer.Body);
    }

    internal static SyncAnswer Refused(HttpContext http, OfflineCommand command, Refusal refusal) =>
        new(command.Id!.Value, SyncOutcome.Refused, refusal.Status, null, null, Of(http, refusal));

    internal static SyncAnswer WaitingFor(HttpContext http, OfflineCommand command, IReadOnlyList<Guid> ids) =>
        new(command.Id!.Value, SyncOutcome.Waiting, NotYet.Status, null, null, Of(http, NotYet), ids);

    private static JsonElement Of(HttpContext http, Refusal refusal) =>
        JsonSerializer.SerializeToElement(ServiceDefaults.Problem.Of(http, refusal), ServiceJson.Options);
}
