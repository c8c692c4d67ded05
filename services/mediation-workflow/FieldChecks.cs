using Mediation.ServiceDefaults;

namespace Mediation.Workflow;

/// <summary>Field checks that the service's bodies share.</summary>
internal static class FieldChecks
{
    /// <summary>Longest free text of a record, a note or an agreement, in UTF-16 units.</summary>
    internal const int LongText = 20_000;

    /// <summary>Longest name, place or reason.</summary>
    internal const int ShortText = 500;

    // Clocks of phones differ a little from the server's.
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    internal static FieldCheck Present(this FieldCheck check, string field, object? value) =>
        check.That(value is not null, field, "required", "必填", "Required");

    internal static FieldCheck Absent(this FieldCheck check, string field, object? value) =>
        check.That(value is null, field, "notAllowed", "此处不得填写", "Not allowed here");

    /// <summary>An instant that a person can have meant; missing passes.</summary>
    internal static FieldCheck Instant(this FieldCheck check, string field, DateTimeOffset? value) =>
        check.That(value is null || IsPlausible(value.Value.Year), field, "outOfRange", "时间超出范围", "Out of range");

    /// <summary>An instant that has come, give or take a clock's error; missing passes.</summary>
    internal static FieldCheck Past(this FieldCheck check, string field, DateTimeOffset? value, DateTimeOffset now) =>
        check.Instant(field, value).That(!IsFuture(value, now), field, "inFuture", "时间不得晚于现在", "Must not be in the future");

    /// <summary>A calendar day that a person can have meant; missing passes.</summary>
    internal static FieldCheck Day(this FieldCheck check, string field, DateOnly? value) =>
        check.That(value is null || IsPlausible(value.Value.Year), field, "outOfRange", "日期超出范围", "Out of range");

    internal static FieldCheck Count<T>(this FieldCheck check, string field, IReadOnlyCollection<T>? values, int min, int max) =>
        check.That((values?.Count ?? 0) >= min && (values?.Count ?? 0) <= max, field, "outOfRange", $"应为{min}至{max}项", $"Needs {min} to {max} entries");

    internal static bool IsFuture(DateTimeOffset? value, DateTimeOffset now) => value > now + Skew;

    private static bool IsPlausible(int year) => year is >= 1949 and <= 2200;
}
