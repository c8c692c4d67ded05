namespace Mediation.ServiceDefaults;

/// <summary>The readable texts of one subject.</summary>
public sealed class VaultTexts(IReadOnlyDictionary<(Guid Item, string Field), string> texts)
{
    private ISet<Guid>? _asked;

    /// <summary>The text, or null when there is none or it can no longer be read.</summary>
    public string? this[Guid item, string field]
    {
        get
        {
            _asked?.Add(item);
            return texts.GetValueOrDefault((item, field));
        }
    }

    /// <summary>No texts; notes whose are asked for.</summary>
    internal static VaultTexts Asking(ISet<Guid> asked) => new(new Dictionary<(Guid, string), string>()) { _asked = asked };

    /// <summary>The same with each text masked, for those who look on: <see cref="Mask.Text"/>.</summary>
    /// <param name="open">Fields that stay as they are.</param>
    public VaultTexts Masked(params IReadOnlyCollection<string> open) =>
        new(texts.ToDictionary(text => text.Key, text => open.Contains(text.Key.Field) ? text.Value : Mask.Text(text.Value)!)) { _asked = _asked };
}
