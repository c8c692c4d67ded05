using System.Text.Json;
using System.Text.RegularExpressions;
using Mediation.ServiceDefaults;

namespace Mediation.Workflow.Offline;

/// <summary>
/// One command as the route itself would take it. Path, body and version may name what another command answered: <c>{id}</c> is the id
/// of what the command <c>id</c> made, <c>{id#participants/0/id}</c> a member of its answer; as a version it is the one after that command.
/// </summary>
/// <param name="Id">Made by the phone; the command's Idempotency-Key.</param>
/// <param name="Method">POST, or left out.</param>
/// <param name="IfMatch">Version that the phone last saw, for changes of what exists.</param>
/// <param name="At">When it was given, by the phone's clock.</param>
internal sealed partial record OfflineCommand(
    Guid? Id = null, string? Method = null, string? Path = null, JsonElement? Body = null, string? IfMatch = null, DateTimeOffset? At = null)
{
    private static readonly Refusal Malformed = new("sync.malformed", "离线命令格式有误", "Not a command that can be given offline") { Status = 400 };
    private static readonly Refusal InFuture = new("sync.atInFuture", "手机时间晚于现在，请校准时钟", "Given in the future: set the phone's clock") { Status = 400 };

    /// <summary>Commands whose answers this one names.</summary>
    internal IReadOnlyList<Guid> References =>
        [.. NamedIn(Path).Concat(NamedIn(IfMatch)).Concat(NamedIn(Body?.GetRawText())).Distinct()];

    internal Refusal? Refuse(DateTimeOffset now) =>
        Method is not (null or "POST") || Path is null || !Allowed().IsMatch(Path) || Body is not { ValueKind: JsonValueKind.Object } || At is null ? Malformed
        : FieldChecks.IsFuture(At, now) ? InFuture
        : null;

    /// <summary>A reference to another command's answer, alone or as a whole JSON string.</summary>
    [GeneratedRegex(@"\{([0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12})(?:#([A-Za-z0-9/]{1,100}))?\}")]
    internal static partial Regex Reference();

    // What takes files, what needs no account, and this route itself are not for phones that were offline.
    [GeneratedRegex(@"^/api/v1/(cases|sessions|agreements)/[A-Za-z0-9/{}#-]{1,300}$")]
    private static partial Regex Allowed();

    private static IEnumerable<Guid> NamedIn(string? text) =>
        text is null ? [] : Reference().Matches(text).Select(match => Guid.Parse(match.Groups[1].Value));
}
