namespace Mediation.Workflow.Methods;

/// <summary>A way of working (工作法): ordered steps with what each needs. Data, versioned; a case keeps the version it was opened with.</summary>
internal sealed record Method(string Code, int Version, string NameZh, string NameEn, IReadOnlyList<Step> Steps)
{
    /// <summary>The step that an agreement completes by itself; null when the method has none.</summary>
    internal Step? AgreementStep => Steps.FirstOrDefault(step => step.Requires.Contains(Requirements.AgreementInEffect));

    /// <summary>
    /// An agreement waits for the steps before this one. A method without a step of agreement is a ladder (三调): one that the first rung
    /// settles needs no other.
    /// </summary>
    internal int AgreementFrom => AgreementStep?.Number ?? 2;

    internal Step? Find(int number) => number >= 1 && number <= Steps.Count ? Steps[number - 1] : null;
}

/// <summary>One step of a method.</summary>
/// <param name="Number">From 1, without gaps.</param>
/// <param name="Requires">Codes of <see cref="Requirements"/>.</param>
internal sealed record Step(int Number, string Code, string NameZh, string NameEn, IReadOnlyList<string> Requires);
