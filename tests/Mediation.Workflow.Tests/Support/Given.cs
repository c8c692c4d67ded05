using System.Text.Json;
using Mediation.EventStore;
using Mediation.ServiceDefaults;

namespace Mediation.Workflow.Tests;

/// <summary>Given events, when a decision is taken, then events or a refusal: over the production Decide and Evolve.</summary>
internal static class Given
{
    internal static GivenState<TState> Events<TState>(params IEnumerable<object> events) where TState : class, IAggregate<TState> =>
        new(events.Aggregate(TState.Initial, (state, e) => state.Evolve(e)));
}

internal sealed record GivenState<TState>(TState State)
{
    internal Decided When(Func<TState, Decision> decide) => new(decide(State));
}

internal sealed record Decided(Decision Decision)
{
    internal void Then(params IReadOnlyList<object> events)
    {
        Decision.Refusal.ShouldBeNull();
        Text(Decision.Events).ShouldBe(Text(events));
    }

    internal void ThenAlso(params IReadOnlyList<object> events) => Text(Decision.SecondEvents).ShouldBe(Text(events));

    internal void ThenNothing() => Then();

    internal void ThenRefused(string code, params IReadOnlyList<string> missing)
    {
        Decision.Refusal.ShouldNotBeNull().Code.ShouldBe(code);
        Decision.Refusal.Status.ShouldBeOneOf(409, 404);
        Decision.Refusal.Missing.ShouldBe(missing);
    }

    internal void ThenBad(params IReadOnlyList<string> fields)
    {
        Decision.Refusal.ShouldNotBeNull().Status.ShouldBe(400);
        Decision.Refusal.Errors.Select(e => e.Field).Distinct().ShouldBe(fields, ignoreOrder: true);
    }

    // Lists in records compare by reference; their JSON compares by what they say.
    private static IEnumerable<string> Text(IEnumerable<object> events) =>
        events.Select(e => $"{e.GetType().Name} {JsonSerializer.Serialize(e, e.GetType(), ServiceJson.Options)}");
}
