using System.Text.Json;
using System.Text.Json.Nodes;
using Mediation.Contracts;
using Mediation.ServiceDefaults;

namespace Mediation.Reporting.Facts;

/// <summary>A fact as it is kept: the message's own JSON, members of later releases too, with the area's padding zeros taken off.</summary>
internal sealed record FactRow(Guid MessageId, string Kind, Guid Id, Guid Subject, Guid? Also, long Revision, byte[] Data)
{
    /// <summary>Since when it was known where it comes from; null where the message does not say, and then since it arrives.</summary>
    internal DateTimeOffset? RecordedAt { get; init; }

    private const string AreaCodeMember = "areaCode";
    private const int LongestCode = 64;

    internal static FactRow? From<T>(Guid messageId, T facts) where T : class =>
        From(messageId, facts, JsonSerializer.SerializeToNode(facts, MessageJson.Options)!.AsObject());

    /// <summary>A fact that cannot be counted is null: one that PostgreSQL refused would take its whole batch down with it.</summary>
    internal static FactRow? From<T>(Guid messageId, T facts, JsonObject message, DateTimeOffset? recordedAt = null) where T : class
    {
        var kind = FactKind.Of<T>();
        if (!IsPlain(message))
        {
            return null;
        }

        if (message[AreaCodeMember] is { } code)
        {
            if (!AreaCode.TryParse(code.GetValue<string>(), out var area))
            {
                return null;
            }

            message[AreaCodeMember] = area.Value.Value;
        }

        return new FactRow(
            messageId, kind.Name, kind.Id(facts), kind.Subject(facts), kind.Also(facts), kind.Revision(facts), JsonSerializer.SerializeToUtf8Bytes(message, MessageJson.Options))
        {
            RecordedAt = recordedAt,
        };
    }

    private static bool IsPlain(JsonNode? node) => node switch
    {
        JsonObject members => members.All(member => IsPlain(member.Value)),
        JsonArray items => items.All(IsPlain),
        JsonValue value when value.TryGetValue<string>(out var text) =>
            text.Length <= LongestCode && !text.Any(c => char.IsControl(c) || char.IsSurrogate(c)),
        _ => true,
    };
}
