using System.Globalization;
using Mediation.ServiceDefaults;

namespace Mediation.Workflow;

/// <summary>Query values of lists. An empty value counts as left out, since forms send all their fields.</summary>
internal static class Paging
{
    internal const int Default = 50;
    internal const int Most = 200;

    internal static FieldCheck Id(this FieldCheck check, string field, string? text, out Guid? id)
    {
        id = Guid.TryParse(text, out var parsed) ? parsed : null;
        return check.That(string.IsNullOrEmpty(text) || id is not null, field, "malformed", "应为 UUID", "Must be a UUID");
    }

    internal static FieldCheck Number(this FieldCheck check, string field, string? text, long min, long max, out long? number)
    {
        number = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) && parsed >= min && parsed <= max ? parsed : null;
        return check.That(string.IsNullOrEmpty(text) || number is not null, field, "outOfRange", $"应在{min}与{max}之间", $"Must be between {min} and {max}");
    }
}
