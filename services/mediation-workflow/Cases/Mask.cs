namespace Mediation.Workflow.Cases;

/// <summary>Masks for those who need not know (PIPL 6): 138****5678, 110***********1234.</summary>
internal static class Mask
{
    internal static string? Phone(string? phone) => Middle(phone, 3, 4);

    internal static string? IdNumber(string? number) => Middle(number, 3, 4);

    private static string? Middle(string? text, int head, int tail) =>
        text is null ? null
        : text.Length <= head + tail ? new string('*', text.Length)
        : string.Concat(text.AsSpan(0, head), new string('*', text.Length - head - tail), text.AsSpan(text.Length - tail));
}
