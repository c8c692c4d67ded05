using Mediation.Contracts;

namespace Mediation.Workflow.Agreements;

/// <summary>What a reader of the agreement should look at again before it is signed.</summary>
/// <param name="Code">Stable, lowerCamel.</param>
/// <param name="Field">Where, as in the draft's body.</param>
/// <param name="Risk">D5 where a court would find the content unclear (JI 358); otherwise null.</param>
internal sealed record LintFinding(string Code, string Field, string? Risk = null);

/// <summary>The lint of an agreement (domain: contents). Faults that forbid drawing it up are in <see cref="AgreementFields"/>.</summary>
internal static class AgreementLint
{
    internal const string ContentUnclear = "D5";

    // Words that two readers take for two things, and with which no bailiff can do anything.
    private static readonly string[] Vague =
        ["尽快", "尽早", "适当", "酌情", "若干", "左右", "大约", "大概", "择期", "日后", "合理", "视情况", "差不多", "有钱时", "条件允许"];

    private static readonly char[] Money = ['元', '钱', '款'];

    internal static IReadOnlyList<LintFinding> Of(Wording wording, DateTimeOffset now)
    {
        var (state, today) = (wording.State, ChinaTime.DayOf(now));
        return
        [
            .. Contents(wording),
            .. IsVague(wording.Content) ? [new LintFinding("vagueTerm", "content", ContentUnclear)] : Array.Empty<LintFinding>(),
            .. state.Obligations.SelectMany((o, i) => Duty(state, o, wording.Duties[i], $"obligations[{i}]", today)),
        ];
    }

    private static IEnumerable<LintFinding> Contents(Wording wording)
    {
        var state = wording.State;
        if (string.IsNullOrWhiteSpace(wording.Facts))
        {
            yield return new LintFinding("noFacts", "facts");
        }

        if (string.IsNullOrWhiteSpace(wording.Points))
        {
            yield return new LintFinding("noPoints", "points");
        }

        if (wording.Responsibilities == 0)
        {
            yield return new LintFinding("noResponsibility", "responsibilities");
        }

        if (state.Obligations.Count == 0)
        {
            yield return new LintFinding("noObligations", "obligations", ContentUnclear);
        }
        else if (state.Obligations.Select(o => o.ObligorPartyId).Distinct().Count() == 1)
        {
            yield return new LintFinding("unilateral", "obligations");
        }
    }

    private static IEnumerable<LintFinding> Duty(Agreement state, Obligation duty, DutyWording words, string path, DateOnly today)
    {
        if (duty.Kind == ObligationKind.Act && duty.Amount is null && words.Act?.IndexOfAny(Money) >= 0)
        {
            yield return new LintFinding("amountUnclear", $"{path}.amount", ContentUnclear);
        }

        if (IsVague(words.Act) || IsVague(words.Manner))
        {
            yield return new LintFinding("vagueTerm", $"{path}.act", ContentUnclear);
        }

        if (string.IsNullOrWhiteSpace(words.Manner))
        {
            yield return new LintFinding("noManner", $"{path}.manner", ContentUnclear);
        }

        if (duty is { Kind: ObligationKind.Payment, BeneficiaryPartyId: null })
        {
            yield return new LintFinding("noBeneficiary", $"{path}.beneficiaryPartyId", ContentUnclear);
        }

        if (!state.PerformedAtOnce && (duty.Instalments?[0].DueOn ?? duty.DueOn) < today)
        {
            yield return new LintFinding("dateInPast", $"{path}.dueOn");
        }

        if (state.PerformedAtOnce && duty.DueOn > today)
        {
            yield return new LintFinding("atOnceButLater", $"{path}.dueOn", ContentUnclear);
        }
    }

    private static bool IsVague(string? text) => text is not null && Vague.Any(word => text.Contains(word, StringComparison.Ordinal));
}
