namespace Mediation.ServiceDefaults;

/// <summary>Why a command is not carried out: a value, not an exception. Becomes problem details (RFC 9457).</summary>
/// <param name="Code">Stable code, dotted lowerCamel words, such as <c>dispute.twoSidesNeeded</c>. Never renamed once released.</param>
/// <param name="Zh">What a person reads, Chinese. No personal data.</param>
/// <param name="En">The same in English.</param>
public sealed record Refusal(string Code, string Zh, string En)
{
    /// <summary>HTTP status: 409 for a rule of the field, 400 for malformed input, 404, 422.</summary>
    public int Status { get; init; } = StatusCodes.Status409Conflict;

    /// <summary>The fields at fault, if any.</summary>
    public IReadOnlyList<FieldError> Errors { get; init; } = [];

    /// <summary>Codes of what is missing, for refusals of a gate.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>A 404 for a resource that does not exist, or that the caller may not know of.</summary>
    /// <param name="resource">The resource's name, such as <c>case</c>.</param>
    public static Refusal Unknown(string resource) =>
        new($"{resource}.unknown", "未找到该资源", $"No such {resource}") { Status = StatusCodes.Status404NotFound };
}

/// <summary>One field at fault.</summary>
/// <param name="Field">JSON path from the body's root, such as <c>parties[0].name</c>.</param>
/// <param name="Code">Stable code: <c>required</c>, <c>tooLong</c>, <c>outOfRange</c>, <c>unknown</c> …</param>
/// <param name="Zh">Text, Chinese.</param>
/// <param name="En">Text, English.</param>
public sealed record FieldError(string Field, string Code, string Zh, string En);
