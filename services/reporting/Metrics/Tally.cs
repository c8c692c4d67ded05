namespace Mediation.Reporting.Metrics;

/// <summary>Counts of a cohort, or of a group of it.</summary>
internal sealed class Tally
{
    private readonly Dictionary<string, long> _excluded = new(StringComparer.Ordinal);

    internal long Numerator { get; private set; }

    internal long Denominator { get; private set; }

    internal long Open { get; private set; }

    internal bool IsZero => Denominator == 0 && _excluded.Values.All(count => count == 0);

    internal long Excluded(string reason) => _excluded.GetValueOrDefault(reason);

    /// <summary>Adds a sum read for a reason; the empty reason is the denominator itself.</summary>
    internal void Add(string reason, long disputes, long numerator, long open)
    {
        Numerator += numerator;
        Open += open;
        if (reason.Length == 0)
        {
            Denominator += disputes;
        }
        else
        {
            _excluded[reason] = Excluded(reason) + disputes;
        }
    }

    internal void Add(Tally other, int sign = 1)
    {
        Add("", sign * other.Denominator, sign * other.Numerator, sign * other.Open);
        foreach (var (reason, disputes) in other._excluded)
        {
            Add(reason, sign * disputes, 0, 0);
        }
    }
}
