using System.Text.Json;
using Mediation.ServiceDefaults;

namespace Mediation.Workflow.Sessions.Live;

/// <summary>That something happened in a session, by kind and id; what it is, each reader fetches in their own view.</summary>
/// <param name="Version">Of the stream after it; the event's id for <c>Last-Event-ID</c>.</param>
/// <param name="Kind">Alias of the event, snake_case.</param>
/// <param name="ParticipantId">Whom it is about, if somebody.</param>
internal sealed record LiveChange(long Version, string Kind, DateTimeOffset At, Guid? ParticipantId, Guid? SegmentId)
{
    // Everybody in the room is told so, whoever it is; all else is "changed" to an invitee unless it is about the invitee.
    private static readonly HashSet<string> Announced =
        ["session_rescheduled", "session_cancelled", "session_closed"];

    private string? _full;

    /// <summary>For those who see the session: written once for all of them.</summary>
    internal string Full => _full ??= JsonSerializer.Serialize(new { Version, Kind, At, ParticipantId, SegmentId }, ServiceJson.Options);

    /// <summary>For an invitee, who sees no one else's deeds.</summary>
    internal string Masked(Guid participantId) => JsonSerializer.Serialize(
        new { Version, Kind = Announced.Contains(Kind) || ParticipantId == participantId ? Kind : "changed" }, ServiceJson.Options);

    internal static LiveChange From(long version, string kind, DateTimeOffset at, JsonElement data) => new(
        version, kind, at, Id(data, "participantId"),
        Id(data, "segmentId") ?? (data.TryGetProperty("segment", out var segment) ? Id(segment, "id") : null));

    private static Guid? Id(JsonElement data, string name) => data.TryGetProperty(name, out var id) && id.TryGetGuid(out var value) ? value : null;
}
