namespace Mediation.Intake.Disputes;

/// <summary>What those see who need to recognise a number, not to know it: 138****5678, 110***********1234.</summary>
internal static class Mask
{
    private const int Head = 3;
    private const int Tail = 4;

    internal static string? Number(string? number) => number switch
    {
        null => null,
        { Length: > Head + Tail } => $"{number[..Head]}{new string('*', number.Length - Head - Tail)}{number[^Tail..]}",
        _ => new string('*', number.Length),
    };
}
