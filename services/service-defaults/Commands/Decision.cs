namespace Mediation.ServiceDefaults;

/// <summary>What <c>Decide</c> returns: events (none = already so), or a refusal. Immutable.</summary>
public sealed record Decision
{
    /// <summary>Nothing to do; the state is already as asked.</summary>
    public static readonly Decision AlreadySo = new();

    /// <summary>Events for the command's own stream, in order.</summary>
    public IReadOnlyList<object> Events { get; private init; } = [];

    /// <summary>Events for the second stream of a command over two.</summary>
    public IReadOnlyList<object> SecondEvents { get; private init; } = [];

    /// <summary>Texts for the vault, written with the events.</summary>
    public IReadOnlyList<VaultText> Texts { get; private init; } = [];

    /// <summary>Why not; null when it may be.</summary>
    public Refusal? Refusal { get; private init; }

    /// <summary>Events for the command's own stream.</summary>
    public static Decision Of(params IReadOnlyList<object> events) => new() { Events = events };

    /// <summary>Adds events for the second stream.</summary>
    public Decision AndSecond(params IReadOnlyList<object> events) => this with { SecondEvents = events };

    /// <summary>Adds a text for the vault; null or empty adds none.</summary>
    /// <param name="item">Id of the thing it belongs to, as named in the event.</param>
    /// <param name="field">Which text of it.</param>
    /// <param name="text">Personal data or free text about persons.</param>
    public Decision Sealing(Guid item, string field, string? text) =>
        string.IsNullOrEmpty(text) ? this : this with { Texts = [.. Texts, new VaultText(item, field, text)] };

    /// <summary>A refusal is a decision.</summary>
    public static implicit operator Decision(Refusal refusal) => new() { Refusal = refusal };
}

/// <summary>A text on its way into, or out of, the vault.</summary>
/// <param name="Item">Id of the thing it belongs to.</param>
/// <param name="Field">Which text of it.</param>
/// <param name="Text">The text itself.</param>
public sealed record VaultText(Guid Item, string Field, string Text);
