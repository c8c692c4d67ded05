namespace Mediation.Reporting.Anomalies;

/// <summary>What is known of a county in a year, as far as anomalies are looked for in it.</summary>
internal sealed record Slice(string County, int Year)
{
    /// <summary>Villages with and without a dispute.</summary>
    internal IReadOnlyList<Village> Villages { get; init; } = [];

    /// <summary>Disputes accepted in villages.</summary>
    internal IReadOnlyList<VillageMonth> Accepted { get; init; } = [];

    /// <summary>Work of townships; months without any are left out.</summary>
    internal IReadOnlyList<TownshipMonth> Townships { get; init; } = [];

    /// <summary>Denials, quick rounds, odd signatures.</summary>
    internal IReadOnlyList<Sign> Single { get; init; } = [];

    /// <summary>Phones and wordings that several have.</summary>
    internal IReadOnlyList<Sign> Shared { get; init; } = [];
}

/// <param name="Area">12 digits.</param>
/// <param name="Households">Null where nobody knows.</param>
internal sealed record Village(string Area, decimal? Households);

internal sealed record VillageMonth(string Area, DateOnly Month, long Disputes);

/// <param name="Area">9 digits.</param>
/// <param name="Month">First day.</param>
/// <param name="Closed">Cases closed.</param>
/// <param name="LastDays">Of them, on the last three days of the month.</param>
/// <param name="Agreed">Numerator of M04.</param>
/// <param name="Counted">Denominator of M04.</param>
/// <param name="Satisfied">Numerator of M11.</param>
/// <param name="Answers">Denominator of M11.</param>
internal sealed record TownshipMonth(
    string Area, DateOnly Month, decimal Closed, decimal LastDays, decimal Agreed, decimal Counted, decimal Satisfied, decimal Answers);

/// <summary>A row of <c>signs</c>.</summary>
internal sealed record Sign(Guid Dispute, string Item, string Area, string Kind, string Mark, DateOnly Day, int? Minutes);
