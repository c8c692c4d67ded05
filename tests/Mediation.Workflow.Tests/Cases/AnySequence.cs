using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Mediation.Contracts;
using Mediation.Workflow.Cases;
using Mediation.Workflow.Methods;
using Mediation.Workflow.Storage;
using static Mediation.Workflow.Tests.Facts;

namespace Mediation.Workflow.Tests.Cases;

/// <summary>Random sequences of commands against a small model: none throws, none reaches what domain.md forbids.</summary>
public sealed class AnySequence
{
    private const int Arguments = 1000;

    private static readonly Arbitrary<int[]> Sequences = Arb.From(
        Gen.Choose(0, (CaseMoves.All.Length * Arguments) - 1).ArrayOf(),
        moves => Enumerable.Range(0, moves.Length).Select(left => moves.Where((_, i) => i != left).ToArray()));

    [Fact]
    public void Of_commands_keeps_a_case_whole() =>
        Prop.ForAll(Sequences, Run).Check(Config.QuickThrowOnFailure.WithMaxTest(150).WithEndSize(200));

    [Fact]
    public void Sequences_get_as_far_as_agreements_further_rounds_and_rebounds()
    {
        // Without this the property could hold because nothing ever happens.
        var ends = Sequences.Generator.Sample(80, 250).Select(Fold).ToList();
        ends.Count(state => state.Outcome == Endings.Agreement || state.EarlierRounds.Any(r => r.Outcome == Endings.Agreement)).ShouldBeGreaterThan(5);
        ends.Count(state => state.Round > 2).ShouldBeGreaterThan(5);
        ends.Count(state => state.Rebounds.Count > 0).ShouldBeGreaterThan(0);
        ends.Count(state => state.Passes.Any(p => p.Pass > 1)).ShouldBeGreaterThan(5);
    }

    private static void Run(int[] moves) => IsStoredWhole(Fold(moves));

    private static Case Fold(int[] moves)
    {
        var state = Given.Events<Case>(Opened(), Requested()).State;
        var model = new Model();
        var now = Now;
        foreach (var move in moves)
        {
            now = now.AddMinutes(7);
            var (name, decide) = CaseMoves.All[move / Arguments];
            var decision = decide(state, move % Arguments, now);
            var allowed = decision.Refusal is null;
            model.Allows(name)?.ShouldBe(allowed, name);
            var before = state;
            state = decision.Events.Aggregate(state, (s, e) => s.Evolve(e));
            decision.Events.OfType<CaseClosed>().All(e => e.Round == before.LaterRound).ShouldBeTrue(name);
            model.Heard(name, decision.Events);
            Holds(state, model, now);
        }

        return state;
    }

    private static void Holds(Case state, Model model, DateTimeOffset now)
    {
        (state.Status, state.Round, state.Outcome).ShouldBe((model.Status, model.Round, model.Outcome));
        (state.Status == CaseStatus.Closed).ShouldBe(state.ClosedAt is not null);
        if (state.Status == CaseStatus.Open)
        {
            state.MediatorId.ShouldNotBeNull();
        }

        var steps = state.WorkedBy.Steps;
        state.StepsCompleted.ShouldBeInRange(0, steps.Count);
        state.Reentered.Select(r => r.Step).ShouldBeUnique();
        state.Reentered.All(r => r.Step >= 1 && r.Step <= state.StepsCompleted).ShouldBeTrue();
        // Gates are honest: whatever counts as completed bears what its method asks for, of the parties as they are now.
        steps.Where(step => state.IsCompleted(step.Number)).SelectMany(step => Requirements.Missing(step, state)).ShouldBeEmpty();
        if (state.Outcome == Endings.Agreement)
        {
            (state.AgreementId is not null && state.EffectiveAt is not null).ShouldBeTrue();
            CompleteStep.OpenSteps(state, state.WorkedBy.AgreementFrom).ShouldBeEmpty();
        }

        state.EarlierRounds.Count.ShouldBe(state.Round - 1);
        state.EarlierRounds.Zip(state.EarlierRounds.Select(r => r.Rebound).Skip(1).Append(state.RoundIsRebound))
            .All(pair => (pair.First.Outcome == Endings.Agreement) == pair.Second).ShouldBeTrue();
        state.Sides.ShouldBe(["A", "B"]);
        state.Parties.Select(p => p.PartyId).ShouldBeUnique();
        state.Passes.Count(p => p.Since is not null).ShouldBe(state.CurrentStep is null ? 0 : 1);
        (state.Passes.Sum(p => p.SpentBy(now).Ticks) <= (now - Now).Ticks).ShouldBeTrue();
    }

    private static void IsStoredWhole(Case state)
    {
        var json = JsonSerializer.Serialize(state, WorkflowJson.Default.Case);
        JsonSerializer.Serialize(JsonSerializer.Deserialize(json, WorkflowJson.Default.Case)!, WorkflowJson.Default.Case).ShouldBe(json);
    }

    /// <summary>What the law and the glossary say of a case, without steps and files.</summary>
    private sealed class Model
    {
        internal CaseStatus Status { get; private set; } = CaseStatus.WaitingForMediator;

        internal int Round { get; private set; } = 1;

        internal string? Outcome { get; private set; }

        /// <returns>Null where the model does not know.</returns>
        internal bool? Allows(string move) => move switch
        {
            "propose" => Status == CaseStatus.WaitingForMediator,
            "round" => (Status == CaseStatus.Closed && Outcome != Endings.Agreement) || (Status == CaseStatus.WaitingForMediator && Round > 1),
            "rebound" => Status == CaseStatus.Closed && Outcome == Endings.Agreement,
            "record" or "consent" or "reenter" or "agree" when Status != CaseStatus.Open => false,
            "terminate" or "method" or "succeed" or "incident" when Status == CaseStatus.Closed => false,
            _ => null,
        };

        internal void Heard(string move, IReadOnlyList<object> events)
        {
            if (events.Count == 0)
            {
                return;
            }

            (Status, Round, Outcome) = move switch
            {
                _ when events.OfType<MediatorAssigned>().Any() => (CaseStatus.Open, Round, Outcome),
                "rebound" => (CaseStatus.WaitingForMediator, Round + 1, null),
                "round" => (CaseStatus.WaitingForMediator, Status == CaseStatus.Closed ? Round + 1 : Round, null),
                _ when events.OfType<CaseClosed>().LastOrDefault() is { } closed => (CaseStatus.Closed, Round, closed.Outcome),
                _ => (Status, Round, Outcome),
            };
        }
    }
}
