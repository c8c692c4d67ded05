using System.Text.Json.Serialization;
using Mediation.Workflow.Agreements;
using Mediation.Workflow.Cases;
using Mediation.Workflow.Storage;

namespace Mediation.Workflow.Confirmations;

[JsonConverter(typeof(CamelCaseEnum<CheckState>))]
internal enum CheckState
{
    Clear,

    /// <summary>Facts on file speak for it, none decides it: somebody has to look.</summary>
    Possible,
    Found,
}

/// <param name="Code">N1–N5: the court will not take it (JI 355). D1–D6: it will dismiss it (JI 358).</param>
internal sealed record CheckFinding(string Code, CheckState State);

/// <summary>Whether a court can confirm an agreement, from facts on file: type, declared matters, consent, lint.</summary>
internal static class ConfirmationCheck
{
    private const int CountyDigits = 6;

    internal static readonly IReadOnlyList<string> NotTaken = ["N1", "N2", "N3", "N4", "N5"];
    internal static readonly IReadOnlyList<string> Dismissed = ["D1", "D2", "D3", "D4", "D5", "D6"];

    /// <summary>Counts among the eligible (M14): nothing on file keeps a court from taking it. Another court can always be found.</summary>
    internal static bool IsEligible(Agreement agreement, string typeCode) =>
        agreement.EffectiveAt is not null && Admission(agreement, typeCode).All(f => f.State != CheckState.Found);

    internal static IReadOnlyList<CheckFinding> Of(Agreement agreement, Case file, IReadOnlyList<LintFinding> lint, string? courtAreaCode) =>
    [
        .. Admission(agreement, file.TypeCode), new("N2", Court(file, courtAreaCode)),
        new("D1", CheckState.Possible),
        new("D2", Declared(agreement, Matter.InterestsOfOthers, hinted: true)),
        new("D3", CheckState.Possible),
        new("D4", agreement.PartyIds.All(id => file.Marks.Contains($"consent:{id}")) ? CheckState.Clear : CheckState.Possible),
        new("D5", lint.Any(f => f.Risk == AgreementLint.ContentUnclear) ? CheckState.Found : CheckState.Clear),
        // What is performed already leaves a court nothing to make enforceable.
        new("D6", agreement.Obligations.All(o => ObligationAccount.IsPerformed(agreement, o)) ? CheckState.Possible : CheckState.Clear),
    ];

    private static IEnumerable<CheckFinding> Admission(Agreement agreement, string type) =>
    [
        // Types 12–16: civil affairs, administration, litigation, discipline, ethnic and religious matters.
        new("N1", type.Length >= 2 && string.CompareOrdinal(type[..2], "12") >= 0 && string.CompareOrdinal(type[..2], "16") <= 0 ? CheckState.Found : CheckState.Clear),
        new("N3", Declared(agreement, Matter.IdentityRelation, type is "0101" or "0102")),
        new("N4", Declared(agreement, Matter.SpecialProcedure, type is "1002" or "1005")),
        new("N5", new[]
        {
            Declared(agreement, Matter.RealRights, type is "0403" || type.StartsWith("09", StringComparison.Ordinal)),
            Declared(agreement, Matter.IntellectualProperty, type is "1001"),
        }.Max()),
    ];

    // Where nobody was asked, the type of the dispute is a hint and no more.
    private static CheckState Declared(Agreement agreement, Matter matter, bool hinted) =>
        agreement.Matters is { } matters ? (matters.Contains(matter) ? CheckState.Found : CheckState.Clear)
        : hinted ? CheckState.Possible
        : CheckState.Clear;

    // A party's home or the property's place gives a court, too; where those are is not known here.
    private static CheckState Court(Case file, string? courtAreaCode) =>
        courtAreaCode is not null && file.AreaCode.Length >= CountyDigits && courtAreaCode.StartsWith(file.AreaCode[..CountyDigits], StringComparison.Ordinal)
            ? CheckState.Clear
            : CheckState.Possible;
}
