using Mediation.ServiceDefaults;

namespace Mediation.Identity;

/// <summary>Options of a verb: <c>--name value</c>, some of them several times.</summary>
internal sealed class VerbOptions
{
    private readonly Dictionary<string, List<string>> _values;
    private readonly string _usage;

    private VerbOptions(Dictionary<string, List<string>> values, string usage) => (_values, _usage) = (values, usage);

    internal static VerbOptions Parse(string[] args, string usage, IReadOnlyCollection<string> known)
    {
        var values = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        for (var i = 1; i < args.Length; i++)
        {
            var (option, value) = (args[i], (string?)null);
            if (option.Split('=', 2) is [var name, var joined])
            {
                (option, value) = (name, joined);
            }

            // --Section:Key is configuration, which every verb takes as well.
            var isSetting = option.Contains(':', StringComparison.Ordinal) || option == "--urls";
            value ??= i + 1 < args.Length ? args[++i] : throw new UsageException(usage);
            if (!isSetting && (!option.StartsWith("--", StringComparison.Ordinal) || !known.Contains(option[2..])))
            {
                throw new UsageException(usage);
            }

            (values.TryGetValue(option[2..], out var list) ? list : values[option[2..]] = []).Add(value);
        }

        return new VerbOptions(values, usage);
    }

    internal string One(string name) => Optional(name) ?? throw new UsageException(_usage);

    internal string? Optional(string name) => Many(name) switch
    {
        null => null,
        [var one] => one,
        _ => throw new UsageException(_usage),
    };

    internal IReadOnlyList<string>? Many(string name) => _values.GetValueOrDefault(name);

    internal Guid Id(string text) => Guid.TryParse(text, out var id) ? id : throw new UsageException($"{text} is not a uuid.");

    /// <summary>The first line of the file that the option names: secrets are never arguments, which everybody on the machine can read.</summary>
    internal string? File(string name) => Optional(name) is { } path ? System.IO.File.ReadLines(path).FirstOrDefault() ?? "" : null;

    internal void Demand(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new UsageException(otherwise);
        }
    }

    internal void Demand(Refusal? refusal) =>
        Demand(refusal is null, string.Join(Environment.NewLine, refusal?.Errors.Select(e => $"{e.Field}: {e.En}") ?? []));
}

/// <summary>A verb was called wrongly; the message is for whoever called.</summary>
internal sealed class UsageException(string message) : Exception(message);
