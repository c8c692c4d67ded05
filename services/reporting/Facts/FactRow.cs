using System.Runtime.InteropServices;
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
        From(messageId, facts, JsonSerializer.SerializeToElement(facts, MessageJson.Options));

    /// <summary>A fact that cannot be counted is null: one that PostgreSQL refused would take its whole batch down with it.</summary>
    internal static FactRow? From<T>(Guid messageId, T facts, JsonElement message, DateTimeOffset? recordedAt = null) where T : class
    {
        var kind = FactKind.Of<T>();
        if (!IsPlain(message) || WithPlainArea(message) is not { } data)
        {
            return null;
        }

        return new FactRow(messageId, kind.Name, kind.Id(facts), kind.Subject(facts), kind.Also(facts), kind.Revision(facts), data) { RecordedAt = recordedAt };
    }

    /// <summary>The bytes that came, unless the area is written otherwise; null where it is none.</summary>
    private static byte[]? WithPlainArea(JsonElement message)
    {
        var code = message.TryGetProperty(AreaCodeMember, out var member) ? member.GetString() : null;
        AreaCode? area = null;
        if (code is not null && !AreaCode.TryParse(code, out area))
        {
            return null;
        }

        if (area?.Value == code)
        {
            return JsonMarshal.GetRawUtf8Value(message).ToArray();
        }

        var written = JsonObject.Create(message)!;
        written[AreaCodeMember] = area!.Value.Value;
        return JsonSerializer.SerializeToUtf8Bytes(written, MessageJson.Options);
    }

    private static bool IsPlain(JsonElement node) => node.ValueKind switch
    {
        JsonValueKind.Object => node.EnumerateObject().All(member => IsPlain(member.Value)),
        JsonValueKind.Array => node.EnumerateArray().All(IsPlain),
        JsonValueKind.String => IsCode(JsonMarshal.GetRawUtf8Value(node))
            || (node.GetString() is { Length: <= LongestCode } text && !text.Any(c => char.IsControl(c) || char.IsSurrogate(c))),
        _ => true,
    };

    // Nearly all are: of these no string has to be made. In their quotes.
    private static bool IsCode(ReadOnlySpan<byte> raw) =>
        raw.Length - 2 <= LongestCode && !raw.ContainsAnyExceptInRange((byte)' ', (byte)'~') && !raw.Contains((byte)'\\');
}
