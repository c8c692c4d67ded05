using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace Mediation.Reporting.Anomalies;

/// <summary>Something that should be looked at. It says what is on file, and nothing about anybody.</summary>
/// <param name="Id">The same whenever the same is found: see <see cref="IdOf"/>.</param>
/// <param name="Kind">One of <see cref="AnomalyRules"/>.</param>
/// <param name="Area">Who sees this area sees it.</param>
/// <param name="County">Of the slice that it was found in; the area itself where that is larger.</param>
/// <param name="Year">Of the slice.</param>
/// <param name="Month">First day of the month that it is of; of several, of the last.</param>
/// <param name="RuleVersion">Of the rule it was found by.</param>
/// <param name="Evidence">The facts behind it.</param>
internal sealed record Finding(Guid Id, string Kind, string Area, string County, int Year, DateOnly Month, int RuleVersion, Evidence Evidence)
{
    /// <summary>Of which disputes it is, where they are to be looked up; null where the evidence names them.</summary>
    [JsonIgnore]
    public Behind? Behind { get; init; }

    internal static Finding Of(AnomalyRule rule, Slice slice, string area, DateOnly month, Guid id, Evidence evidence) =>
        new(id, rule.Kind, area, slice.County, slice.Year, month, rule.Version, evidence with { Limits = rule.Limits });

    /// <summary>
    /// By what makes it this one and no other: neither a rule's version nor what else is found with it, so that a disposition stays with it.
    /// The area always belongs to it: who saw the one sees the other. Ids are in the order of their periods.
    /// </summary>
    /// <param name="kind">Of the rule.</param>
    /// <param name="period">Year and month as six digits; month 0 for a year.</param>
    /// <param name="key">Area, and what else there can be several of in an area and period.</param>
    internal static Guid IdOf(string kind, int period, string key)
    {
        Span<byte> id = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{kind}/{period}/{key}"), id);
        BinaryPrimitives.WriteInt32BigEndian(id, period);
        // A UUID of version 8 (RFC 9562): what it is made of is ours to say.
        id[6] = (byte)(0x80 | (id[6] & 0x0f));
        id[8] = (byte)(0x80 | (id[8] & 0x3f));
        return new Guid(id[..16], bigEndian: true);
    }

    internal static int PeriodOf(DateOnly month) => (month.Year * 100) + month.Month;
}

/// <summary>The facts behind a finding: counts, codes and ids.</summary>
/// <param name="From">First day looked at.</param>
/// <param name="To">Last day looked at.</param>
/// <param name="Counts">What was counted, by name.</param>
/// <param name="Codes">What was noticed of a single thing; empty where counts say it.</param>
/// <param name="Disputes">Of which disputes, in order; not all where they are many.</param>
internal sealed record Evidence(
    DateOnly From, DateOnly To, IReadOnlyDictionary<string, decimal> Counts, IReadOnlyList<string> Codes, IReadOnlyList<Guid> Disputes)
{
    internal const int MostDisputes = 50;

    /// <summary>What the rule compared with.</summary>
    public IReadOnlyDictionary<string, decimal> Limits { get; init; } = new Dictionary<string, decimal>();
}

/// <summary>Disputes of an area by one of their days.</summary>
internal sealed record Behind(string Area, string Column, DateOnly From, DateOnly To);
