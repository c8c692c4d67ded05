namespace Mediation.ServiceDefaults;

/// <summary>What stands beside facts in their messages. Part of the wire: never renamed.</summary>
public static class FactsHeaders
{
    /// <summary>When the facts were recorded, ISO 8601 with offset: what reporting answers as of an instant goes by it.</summary>
    public const string RecordedAt = "Recorded-At";

    /// <summary>The source of the spans in which facts are taken in.</summary>
    public const string SourceName = "Mediation.Facts";
}
