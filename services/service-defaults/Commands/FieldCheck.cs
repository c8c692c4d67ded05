namespace Mediation.ServiceDefaults;

/// <summary>Collects field errors of a request body; all of them, so that a form can mark each. Not thread-safe.</summary>
public sealed class FieldCheck
{
    private readonly List<FieldError> _errors = [];

    /// <summary>A 400 naming every failed field, or null when all passed.</summary>
    public Refusal? Refusal => _errors.Count == 0
        ? null
        : new Refusal("body.invalid", "提交的内容有误", "The request has invalid fields") { Status = StatusCodes.Status400BadRequest, Errors = _errors };

    /// <summary>Text that must be there, not blank, at most <paramref name="max"/> UTF-16 units.</summary>
    public FieldCheck Text(string field, string? value, int max)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            return Add(field, "required", "必填", "Required");
        }

        return OptionalText(field, value, max);
    }

    /// <summary>Text that may be missing, at most <paramref name="max"/> UTF-16 units.</summary>
    public FieldCheck OptionalText(string field, string? value, int max) =>
        value?.Length > max ? Add(field, "tooLong", $"不得超过{max}个字符", $"At most {max} characters") : this;

    /// <summary>A number within bounds, both inclusive; missing passes.</summary>
    public FieldCheck Range(string field, decimal? value, decimal min, decimal max) =>
        value < min || value > max ? Add(field, "outOfRange", $"应在{min}与{max}之间", $"Must be between {min} and {max}") : this;

    /// <summary>Fails the field with a code of the caller's when the condition does not hold.</summary>
    public FieldCheck That(bool holds, string field, string code, string zh, string en) => holds ? this : Add(field, code, zh, en);

    private FieldCheck Add(string field, string code, string zh, string en)
    {
        _errors.Add(new FieldError(field, code, zh, en));
        return this;
    }
}
