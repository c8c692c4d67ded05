using System.Text.Json.Serialization;
using Mediation.Workflow.Cases;
using Mediation.Workflow.Storage;

namespace Mediation.Workflow.Clocks;

/// <summary>One version of the table of clocks and of the follow-up plans.</summary>
/// <param name="From">In force for what starts on that day or later, until a version with a later day.</param>
/// <param name="FollowUpDays">By colour, days after closing.</param>
internal sealed record ClockRules(
    int Version, DateOnly From, IReadOnlyList<ClockDefinition> Clocks, IReadOnlyDictionary<string, IReadOnlyList<int>> FollowUpDays)
{
    internal ClockDefinition Find(string code) => Clocks.First(c => c.Code == code);

    /// <summary>The one clock that limits a round: the first of the table that fits the case.</summary>
    internal ClockDefinition TermOf(Case file) => Clocks.First(c => c.Term && c.Fits(file));

    /// <summary>After how many days the parties are visited.</summary>
    internal IReadOnlyList<int> FollowUpDaysOf(Risk colour) => FollowUpDays[colour.ToString().ToLowerInvariant()];
}

/// <summary>A clock: how long, from when, and whether it may be extended or stand still.</summary>
/// <param name="Length">Null where the day itself is agreed or planned.</param>
/// <param name="Term">Limits a round; exactly one of these runs in a round.</param>
/// <param name="ExtensionDays">Of an extension that is granted once.</param>
/// <param name="Lapses">A chance that passes, and nothing that anybody can be late with.</param>
/// <param name="Sources">Sources of the dispute that it is for; null is all.</param>
/// <param name="Types">Beginnings of type codes that it is for; null is all.</param>
/// <param name="WarnDays">How many days before its last one it is near; null where nobody is warned.</param>
/// <param name="Delegations">Kinds of a court's delegation that it is for; null is all.</param>
internal sealed record ClockDefinition(
    string Code, string NameZh, string NameEn, ClockStart Starts, int? Length = null, ClockUnit Unit = ClockUnit.Days, bool Term = false,
    Extension Extension = Extension.None, int? ExtensionDays = null, bool Pausable = false, bool Lapses = false,
    IReadOnlyList<string>? Sources = null, IReadOnlyList<string>? Types = null, IReadOnlyList<Delegation>? Delegations = null,
    int? WarnDays = null)
{
    internal bool Fits(Case file) =>
        Sources?.Contains(file.Source) != false
        && Types?.Any(type => file.TypeCode.StartsWith(type, StringComparison.Ordinal)) != false
        && (Delegations is null || (file.Delegation is { } delegation && Delegations.Contains(delegation)));
}

[JsonConverter(typeof(CamelCaseEnum<ClockUnit>))]
internal enum ClockUnit
{
    Days,
    WorkingDays,
}

/// <summary>What starts a clock; that day does not count.</summary>
[JsonConverter(typeof(CamelCaseEnum<ClockStart>))]
internal enum ClockStart
{
    Proposal,
    Acceptance,
    Application,
    Assignment,
    Effect,
    Agreed,
    Closing,
}

/// <summary>By both sides' consent any number of times, by the head of the organ once, or not at all.</summary>
[JsonConverter(typeof(CamelCaseEnum<Extension>))]
internal enum Extension
{
    None,
    Consent,
    Once,
}

/// <summary>How a court handed a case over.</summary>
[JsonConverter(typeof(CamelCaseEnum<Delegation>))]
internal enum Delegation
{
    BeforeFiling,
    AfterFiling,
    Summary,
}
