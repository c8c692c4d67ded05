using System.Text.Json;
using System.Text.Json.Serialization;
using Mediation.Contracts;
using Mediation.Contracts.Intake;
using Mediation.Contracts.Roster;
using Mediation.Contracts.Workflow;

namespace Mediation.Reporting.Facts;

/// <summary>A fact as it is kept: the contract's JSON with the area's padding zeros taken off.</summary>
internal sealed record FactRow(Guid MessageId, string Kind, Guid Id, long Revision, byte[] Data)
{
    internal const string Dispute = "dispute";
    internal const string Case = "case";
    internal const string Roster = "roster";

    private const int LongestCode = 64;

    // A fact that cannot be counted is null: one that PostgreSQL refused would take its whole batch down with it.
    internal static FactRow? From(Guid messageId, DisputeFactsChanged facts) =>
        Area(facts.AreaCode) is { } area && Plain(facts.Status, facts.TypeCode, facts.Source)
            ? From(messageId, Dispute, facts.DisputeId, facts.Revision, facts with { AreaCode = area })
            : null;

    internal static FactRow? From(Guid messageId, CaseFactsChanged facts) =>
        Area(facts.AreaCode) is { } area
        && Plain(facts.CaseNumber, facts.TypeCode, facts.Source, facts.Method, facts.Status, facts.Outcome, facts.AgreementForm)
            ? From(messageId, Case, facts.CaseId, facts.Revision, facts with { AreaCode = area })
            : null;

    internal static FactRow? From(Guid messageId, RosterFactsChanged facts) =>
        Area(facts.AreaCode) is { } area && Plain(facts.Kind, facts.Capacity)
            ? From(messageId, Roster, facts.Id, facts.Revision, facts with { AreaCode = area })
            : null;

    private static FactRow From<T>(Guid messageId, string kind, Guid id, long revision, T facts) =>
        new(messageId, kind, id, revision, JsonSerializer.SerializeToUtf8Bytes(facts, typeof(T), FactsJson.Default));

    private static string? Area(string? code) => AreaCode.TryParse(code, out var area) ? area.Value.Value : null;

    private static bool Plain(params ReadOnlySpan<string?> codes)
    {
        foreach (var code in codes)
        {
            if (code is not null && (code.Length > LongestCode || code.Any(c => char.IsControl(c) || char.IsSurrogate(c))))
            {
                return false;
            }
        }

        return true;
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DisputeFactsChanged))]
[JsonSerializable(typeof(CaseFactsChanged))]
[JsonSerializable(typeof(RosterFactsChanged))]
internal sealed partial class FactsJson : JsonSerializerContext;
