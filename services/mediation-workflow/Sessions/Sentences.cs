using System.Text.RegularExpressions;

namespace Mediation.Workflow.Sessions;

/// <summary>Takes notes apart into sentences, so that no half of one is released that says the opposite of the whole.</summary>
internal static partial class Sentences
{
    internal static bool IsOneOf(string note, string sentence) => End().Split(note).Any(part => Same(part, sentence));

    /// <summary>Whether two sentences are the same but for how they end.</summary>
    internal static bool Same(string? one, string other) => one is not null && Bare(one).Length > 0 && Bare(one).SequenceEqual(Bare(other));

    private static ReadOnlySpan<char> Bare(string sentence) => sentence.AsSpan().Trim().TrimEnd("。！？!?.").Trim();

    // A full stop inside a number ends nothing.
    [GeneratedRegex(@"[。！？!?\r\n]+|\.(?=\s|$)")]
    private static partial Regex End();
}
