using Mediation.ServiceDefaults;

namespace Mediation.Workflow.Methods;

/// <summary>A step as a committee writes it. What it leaves out is taken from the step of the same code in the method that is copied.</summary>
internal sealed record StepEntry(string? Code = null, string? NameZh = null, string? NameEn = null, IReadOnlyList<string?>? Requires = null);

/// <summary>A method as a committee writes it: steps left out, put in another order, renamed, with gates of those that are known.</summary>
internal static class MethodEntry
{
    internal const int MostSteps = 20;
    private const int MostGates = 20;
    private const int LongestName = 100;
    private const int LongestCode = 40;

    /// <summary>The steps as they will be; their fields are checked under <c>steps</c>.</summary>
    internal static IReadOnlyList<Step> Steps(FieldCheck check, IReadOnlyList<StepEntry?>? entries, Method? basis)
    {
        if (entries is null && basis is not null)
        {
            return basis.Steps;
        }

        check.That(entries is { Count: > 0 }, "steps", "required", "工作法至少要有一步", "A method needs a step")
            .That(!(entries?.Count > MostSteps), "steps", "tooMany", $"最多{MostSteps}步", $"At most {MostSteps} steps");
        var steps = (entries ?? []).Take(MostSteps).Select((entry, i) => StepOf(entry ?? new StepEntry(), i + 1, basis)).ToList();
        for (var i = 0; i < steps.Count; i++)
        {
            Check(check, $"steps[{i}]", steps[i], steps.Take(i), last: i == steps.Count - 1);
        }

        return steps;
    }

    internal static FieldCheck Name(this FieldCheck check, string field, string? name) => check.Text(field, name, LongestName);

    internal static FieldCheck Code(this FieldCheck check, string field, string? code) => check
        .Text(field, code, LongestCode)
        .That(string.IsNullOrWhiteSpace(code) || IsCode(code), field, "malformed", "只能用字母、数字和连字符，以字母开头", "Letters, digits and hyphens, a letter first");

    private static Step StepOf(StepEntry entry, int number, Method? basis)
    {
        var like = basis?.Steps.FirstOrDefault(step => step.Code == entry.Code);
        var zh = entry.NameZh ?? like?.NameZh ?? "";
        var en = entry.NameEn ?? (entry.NameZh is null ? like?.NameEn : null) ?? zh;
        return new Step(number, entry.Code ?? "", zh, en, entry.Requires?.Select(code => code ?? "").Distinct().ToList() ?? like?.Requires ?? []);
    }

    private static void Check(FieldCheck check, string path, Step step, IEnumerable<Step> before, bool last)
    {
        check.Code($"{path}.code", step.Code)
            .That(before.All(other => other.Code != step.Code), $"{path}.code", "duplicate", "步骤代码重复", "Another step has this code")
            .Name($"{path}.nameZh", step.NameZh)
            .OptionalText($"{path}.nameEn", step.NameEn, LongestName)
            .Count($"{path}.requires", step.Requires, 0, MostGates)
            .That(step.Requires.All(Requirements.Known), $"{path}.requires", "unknown", "没有这样的要求", "No such requirement")
            // An agreement in effect ends the round: a step after it could never be completed.
            .That(last || !step.Requires.Contains(Requirements.AgreementInEffect), $"{path}.requires", "notLast", "协议生效只能是最后一步的要求", "Only the last step may wait for the agreement");
    }

    private static bool IsCode(string code) => char.IsAsciiLetter(code[0]) && code.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
}
