using Mediation.EventStore;
using Mediation.ServiceDefaults;
using System.Text.Json;

namespace Mediation.Testing;

/// <summary>Given-when-then over the production Decide and Evolve.</summary>
public static class Scenario
{
    /// <summary>The state after these events.</summary>
    public static Given<TState> Given<TState>(params IReadOnlyList<object> events) where TState : class, IAggregate<TState> =>
        new(events.Aggregate(TState.Initial, (state, e) => state.Evolve(e)));
}

/// <summary>A state to decide on.</summary>
public sealed record Given<TState>(TState State) where TState : class, IAggregate<TState>
{
    /// <summary>Decides.</summary>
    public Outcome<TState> When(Func<TState, Decision> decide) => new(State, decide(State));
}

/// <summary>What was decided.</summary>
public sealed record Outcome<TState>(TState Before, Decision Decision) where TState : class, IAggregate<TState>
{
    /// <summary>The state afterwards.</summary>
    public TState After => Decision.Events.Aggregate(Before, (state, e) => state.Evolve(e));

    /// <summary>Exactly these events, compared as they are stored.</summary>
    /// <exception cref="InvalidOperationException">Others, or a refusal.</exception>
    public Outcome<TState> Then(params IReadOnlyList<object> expected)
    {
        Expect(Decision.Refusal is null, $"refused: {Decision.Refusal?.Code}");
        var (wanted, got) = (string.Join('\n', expected.Select(Text)), string.Join('\n', Decision.Events.Select(Text)));
        Expect(wanted == got, $"expected\n{wanted}\nbut got\n{got}");
        return this;
    }

    /// <summary>Nothing happens: it is so already.</summary>
    public Outcome<TState> ThenNothing() => Then();

    /// <summary>A refusal with this code, naming what is missing.</summary>
    public Outcome<TState> ThenRefused(string code, params IReadOnlyList<string> missing)
    {
        Expect(Decision.Refusal?.Code == code, $"expected refusal {code}, got {Decision.Refusal?.Code ?? "events"}");
        Expect(missing.Count == 0 || missing.SequenceEqual(Decision.Refusal!.Missing), $"missing: {string.Join(", ", Decision.Refusal!.Missing)}");
        return this;
    }

    private static string Text(object e) => $"{e.GetType().Name} {JsonSerializer.Serialize(e, e.GetType())}";

    private static void Expect(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new InvalidOperationException(otherwise);
        }
    }
}
